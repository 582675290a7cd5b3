using System.Text;
using FollowUp.Core.Serialization;
using FollowUp.LocalHost.Storage;
using FollowUp.Testing;

namespace FollowUp.LocalHost.Tests;

public sealed class PackedTests
{
    [Fact]
    public void Pack_ALeadsDocument_SavesFourTenths()
    {
        var json = StoredJson.Write(Sample.WaitingLead(1));
        var packed = Packed.Pack(json);

        Assert.InRange(packed.Length, 1, json.Length * 6 / 10);
        Assert.Equal(json, Packed.Read(packed, read => read.ToArray()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"id":"q8Zx3Lw0"}""")]
    public void Pack_WhatDoesNotGetShorter_StaysJson(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);

        Assert.Equal(bytes, Packed.Pack(bytes));
        Assert.Equal(bytes, Packed.Read(bytes, read => read.ToArray()));
    }

    [Fact]
    public void Read_Damaged_SaysSo()
    {
        var packed = Packed.Pack(StoredJson.Write(Sample.WaitingLead(1)));

        Assert.Throws<InvalidDataException>(() => Packed.Read(packed.AsSpan(0, packed.Length / 2), read => read.Length));
    }
}
