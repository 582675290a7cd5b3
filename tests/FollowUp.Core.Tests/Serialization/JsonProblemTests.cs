using System.Collections.Immutable;
using System.Text;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;

namespace FollowUp.Core.Tests.Serialization;

public class JsonProblemTests
{
    [Theory]
    [InlineData("""{"context":{"servis":"x"}}""", "context.servis", "is not a known field")]
    [InlineData("""{"tags":"x"}""", "tags", "must be a list")]
    [InlineData("""{"tags":null}""", "tags", "must be a list")]
    [InlineData("""{"tags":[1]}""", "tags[0]", "must be a text")]
    [InlineData("""{"tags":["a",null]}""", "tags", "must not contain null")]
    [InlineData("""{"name":7}""", "name", "must be a text")]
    [InlineData("""{"consent":{"sms":{}}}""", "consent.sms.given", "is missing")]
    [InlineData("""{"consent":{"sms":{"given":"yes"}}}""", "consent.sms.given", "must be true or false")]
    [InlineData("""{"consent":{"sms":{"given":true,"at":"yesterday"}}}""", "consent.sms.at", "'yesterday' is not a time such as 2026-11-03T14:13:20Z or 2026-11-03T08:13:20-06:00")]
    [InlineData("""{"consent":{"sms":{"given":true,"at":5}}}""", "consent.sms.at", "must be a text")]
    [InlineData("""{"preferences":{"maxTouchesPerWeek":"3"}}""", "preferences.maxTouchesPerWeek", "must be a whole number")]
    [InlineData("""{"preferences":{"maxTouchesPerWeek":1.5}}""", "preferences.maxTouchesPerWeek", "must be a whole number")]
    [InlineData("""{"criteria":{"beds":3}}""", "criteria.beds", "must be a text")]
    [InlineData("""{"criteria":[]}""", "criteria", "must be an object with text values")]
    [InlineData("""{"context":"x"}""", "context", "must be a leadcontext")]
    [InlineData("""{"name":"x",}""", "", "is not valid JSON (line 1, column 13)")]
    [InlineData("""{"name":"x" """, "", "is not valid JSON (line 1, column 13)")]
    [InlineData("hello", "", "is not valid JSON (line 1, column 1)")]
    [InlineData("null", "", "must not be null")]
    public void TryRead_WrongDocument_NamesFieldAndFault(string json, string field, string message)
    {
        var (value, problem) = JsonProblem.TryRead<LeadEvent.LeadSubmitted>(Encoding.UTF8.GetBytes(json), StoredJson.Strict);

        Assert.Null(value);
        Assert.Equal(new JsonProblem(field, message), problem);
    }

    [Theory]
    [InlineData("""{"amount":"12","estimateId":"e","currency":"USD"}""", "amount", "must be a number")]
    [InlineData("""{"amount":[],"estimateId":"e","currency":"USD"}""", "amount", "must be a number")]
    [InlineData("""{"amount":1,"estimateId":5,"currency":"USD"}""", "estimateId", "must be a text")]
    [InlineData("""{"estimateId":"e","currency":"USD"}""", "amount", "is missing")]
    [InlineData("""{"estimateId":null,"amount":1,"currency":"USD"}""", "estimateId", "must not be null")]
    public void TryRead_WrongConstructorMember_IsNamedToo(string json, string field, string message) =>
        Assert.Equal(new JsonProblem(field, message), JsonProblem.TryRead<LeadEvent.EstimateSent>(Encoding.UTF8.GetBytes(json), StoredJson.Strict).Problem);

    [Theory]
    [InlineData("1.5")]
    [InlineData("9999999999")]
    [InlineData("\"18\"")]
    [InlineData("true")]
    public void TryRead_WrongNumberInAConstructor_IsNamed(string ring)
    {
        var json = $"{{\"callId\":\"c\",\"from\":\"+1\",\"to\":\"+1\",\"ringSeconds\":{ring}}}";

        var problem = JsonProblem.TryRead<LeadEvent.CallMissed>(Encoding.UTF8.GetBytes(json), StoredJson.Strict).Problem!;

        Assert.Equal("ringSeconds", problem.Field);
        Assert.Matches("^must be a (whole )?number$", problem.Message);
    }

    [Fact]
    public void TryRead_DocumentOfTheStore_IgnoresWhatItDoesNotKnow()
    {
        var (value, problem) = JsonProblem.TryRead<LeadContext>("""{"service":"roof","later":[1,{}]}"""u8, StoredJson.Options);

        Assert.Null(problem);
        Assert.Equal("roof", value!.Service);
    }

    [Fact]
    public void Strict_ListsWithoutNulls_AreReadWhole() =>
        Assert.Equal(["a", "b"], JsonProblem.TryRead<ImmutableArray<string>>("""["a","b"]"""u8, StoredJson.Strict).Value.AsEnumerable());
}
