using System.Net;
using System.Text;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Scenarios;

public sealed class ErrorTests : HostedScenarios
{
    [Theory]
    [InlineData("GET", "/api/leads/nobody", 404)]
    [InlineData("GET", "/api/leads/nobody/timeline", 404)]
    [InlineData("GET", "/api/leads/nobody/plan", 404)]
    [InlineData("DELETE", "/api/leads/nobody", 404)]
    [InlineData("PUT", "/api/leads/nobody/sequences/new-lead", 404)]
    [InlineData("GET", "/api/nothing-here", 404)]
    [InlineData("DELETE", "/api/leads", 405)]
    [InlineData("GET", "/api/leads?limit=abc", 400)]
    [InlineData("GET", "/api/leads?limit=0", 400)]
    [InlineData("GET", "/api/leads?cursor=abc", 400)]
    [InlineData("GET", "/api/leads?phone=abc", 400)]
    [InlineData("GET", "/sim/outbox?since=yesterday", 400)]
    [InlineData("GET", "/sim/phones/abc", 400)]
    [InlineData("OPTIONS", "/api/acs/events", 400)]
    public async Task Request_ThatCannotBeAnswered_IsAProblemInWords(string method, string path, int status)
    {
        using var response = await Driver.SendAsync(new HttpMethod(method), path);

        await FollowUpDriver.ProblemAsync(response, (HttpStatusCode)status);
    }

    [Theory]
    [InlineData("/api/leads?limit=abc", "limit")]
    [InlineData("/api/leads?cursor=abc", "cursor")]
    [InlineData("/api/leads?phone=abc", "phone")]
    public async Task List_AskedForInAWayThatMakesNoSense_400NamesTheParameter(string path, string parameter)
    {
        using var response = await Driver.SendAsync(HttpMethod.Get, path);

        Assert.Contains(parameter, (await FollowUpDriver.ProblemAsync(response, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Fact]
    public async Task Submit_WithoutSayingThatItIsJson_IsReadAllTheSame()
    {
        using var response = await Driver.Http.PostAsync("/api/leads", new StringContent("{\"phone\":\"+12125550143\"}", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"advanceBy":"P1Y"}""", "advanceBy")]
    [InlineData("""{"advanceBy":"soon"}""", "advanceBy")]
    [InlineData("""{"advanceBy":"-PT1H"}""", "advanceBy")]
    [InlineData("""{"advanceTo":"2020-01-01T00:00:00Z"}""", "advanceTo")]
    [InlineData("""{"now":"2020-01-01T00:00:00Z"}""", "now")]
    [InlineData("{}", "now")]
    public async Task Clock_MovedInAWayThatMakesNoSense_400NamesTheField(string json, string field)
    {
        using var response = await Driver.Http.PostAsync("/sim/clock", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Contains(field, (await FollowUpDriver.ProblemAsync(response, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Theory]
    [InlineData("""{"type":"no.such"}""", "type")]
    [InlineData("""{"type":"touch.settled"}""", "type")]
    [InlineData("""{"data":{}}""", "type")]
    [InlineData("""{"type":"call.missed","data":{}}""", "data.callId")]
    [InlineData("""{"type":"call.missed","data":{"callId":"1","from":"x","to":"+18335550100","ringSeconds":1}}""", "data.from")]
    [InlineData("""{"type":"call.completed","data":{"callId":"1","direction":"up","disposition":"answered","durationSeconds":1}}""", "data.direction")]
    [InlineData("""{"type":"appointment.booked","data":{"appointmentId":"a","startsAt":"tomorrow","durationMinutes":30}}""", "data.startsAt")]
    [InlineData("""{"type":"note.added","data":{"text":"x"},"at":"2036-01-01T00:00:00Z"}""", "at")]
    [InlineData("""{"type":"note.added","data":{"text":"x"},"when":"now"}""", "when")]
    [InlineData("""{"type":"note.added","data":7}""", "data")]
    [InlineData("""{"type":"followup.set","data":{}}""", "data.at")]
    public async Task Event_Malformed_400NamesTheField(string json, string field)
    {
        var lead = await Driver.SubmitAsync(new { phone = "+12125550143" });

        using var response = await Driver.Http.PostAsync($"/api/leads/{lead.Id}/events", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Contains(field, (await FollowUpDriver.ProblemAsync(response, HttpStatusCode.BadRequest)).Errors!.Keys);
    }
}
