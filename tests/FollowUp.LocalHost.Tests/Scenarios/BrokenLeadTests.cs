using Microsoft.Data.Sqlite;

namespace FollowUp.LocalHost.Tests.Scenarios;

public sealed class BrokenLeadTests
{
    [Fact]
    public async Task Clock_MovedWhileOneLeadCannotBeRead_GoesOnForTheOthers()
    {
        using var directory = new TemporaryDirectory();
        var data = directory.File("data");
        await using var host = await RunningHost.StartAsync(data: data);
        var broken = await host.Driver.CallAsync("+12125550143");
        var whole = await host.Driver.CallAsync("+12125550144");
        Spoil(data, broken.LeadId!);

        await host.Driver.AdvanceAsync("P2D");

        Assert.Equal("completed", Assert.Single((await host.Driver.LeadAsync(whole.LeadId!)).Enrollments).Status);
        Assert.Equal(2, (await host.Driver.OutboxOfAsync(whole.LeadId!, "sms")).Count);
        Assert.Single(await host.Driver.OutboxOfAsync(broken.LeadId!, "sms"));
    }

    /// <summary>Overwrites a lead's document as a bad disk would.</summary>
    private static void Spoil(string data, string leadId)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "followup.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE state SET body = x'00' WHERE lead = (SELECT no FROM lead WHERE id = $id)";
        command.Parameters.AddWithValue("$id", leadId);
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
