using System.Net;
using System.Text.Json;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

public sealed class RecordTests : DeskScenarios
{
    private const string Ana = "+15125550701";
    private static readonly string[] Labels = ["storm", "vip"];

    [Fact]
    public async Task Change_FieldsEmptied_AreTakenOutAndTheRestStays()
    {
        var id = await SubmitAsync();

        var answer = await PatchAsync(id, new Dictionary<string, object?> { ["tags"] = Array.Empty<string>(), ["name"] = null, ["stage"] = "", ["email"] = null });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lead = await GetAsync("/api/leads/" + id);
        Assert.Equal((null, null, null), (Text(lead, "name"), Text(lead, "stage"), Text(lead, "email")));
        Assert.Empty(lead.GetProperty("tags").EnumerateArray());
        Assert.Equal(("roof repair", Ana, "referral"), (Text(lead, "context", "service"), Text(lead, "phone"), Text(lead, "source")));
    }

    [Fact]
    public async Task Change_FieldsNotNamed_Stay()
    {
        var id = await SubmitAsync();

        using (await PatchAsync(id, new { source = "website" }))
        {
            var lead = await GetAsync("/api/leads/" + id);
            Assert.Equal(("Ana Ruiz", "new", "ana@example.net", "website"), (Text(lead, "name"), Text(lead, "stage"), Text(lead, "email"), Text(lead, "source")));
            Assert.Equal(Labels, lead.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        }
    }

    [Theory]
    [InlineData("""{"phone":null,"email":null}""", "phone", "is the only way to reach them: give another one first")]
    [InlineData("""{"consent":null}""", "consent", "is never forgotten: say of a channel that it is not given")]
    public async Task Change_WhatHasToStayEmptied_NamesTheField(string patch, string field, string message)
    {
        var id = await SubmitAsync();

        using var answer = await Driver.Http.PatchAsync("/api/leads/" + id, new StringContent(patch));

        var problem = await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal([message], problem.Errors![field]);
        Assert.Equal(Ana, Text(await GetAsync("/api/leads/" + id), "phone"));
    }

    [Fact]
    public async Task List_ByWordsAndByTheDefaultOwner_FindsWhomTheTeamMeans()
    {
        var ana = await SubmitAsync();
        var ben = await LeadAsync("Ben Ito", "+15125550702");
        var cem = (await Driver.SubmitAsync(new { name = "Cem Ruiz", phone = "+15125550703", owner = "kim", stage = "won", sequences = Array.Empty<string>() })).Id;

        Assert.Equal(new[] { ana, cem }.Order(), (await IdsAsync("?q=ruiz")).Order());
        Assert.Equal([cem], await IdsAsync("?q=ruiz&stage=won"));
        Assert.Equal([ana], await IdsAsync("?q=ruiz&tag=vip"));
        Assert.Equal([ben], await IdsAsync("?q=555-0702"));
        Assert.Equal(new[] { ana, ben }.Order(), (await IdsAsync("?owner=sam")).Order());
        Assert.Equal([cem], await IdsAsync("?owner=kim"));
        Assert.Empty(await IdsAsync("?q=nobody"));
    }

    private async Task<string> SubmitAsync() => (await Driver.SubmitAsync(new
    {
        name = "Ana Ruiz", phone = Ana, email = "ana@example.net", source = "referral", stage = "new", tags = Labels,
        context = new { service = "roof repair" }, sequences = Array.Empty<string>(),
    })).Id;

    private Task<HttpResponseMessage> PatchAsync(string id, object patch) =>
        Driver.Http.PatchAsync("/api/leads/" + id, new StringContent(JsonSerializer.Serialize(patch)));

    private async Task<IEnumerable<string?>> IdsAsync(string query) => (await ItemsAsync("/api/leads" + query)).Select(i => Text(i, "id"));
}
