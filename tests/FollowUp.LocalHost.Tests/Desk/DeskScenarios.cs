using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using FollowUp.LocalHost.Tests.Scenarios;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

/// <summary>Scenarios at the people's desk: a host of its own for every test, since queue and inbox show all leads.</summary>
public abstract class DeskScenarios : HostedScenarios
{
    private protected static readonly object Agreed = new { given = true, source = "web form", text = "I agree to be contacted." };

    private static readonly string[] OnReply = ["message.received"];

    private protected Task<JsonElement> GetAsync(string path) => Driver.SendAsync<JsonElement>(HttpMethod.Get, path);

    private protected Task<JsonElement> PostAsync(string path, object body, string? key = null) =>
        Driver.SendAsync<JsonElement>(HttpMethod.Post, path, body, key);

    private protected async Task<IReadOnlyList<JsonElement>> ItemsAsync(string path) => [.. (await GetAsync(path)).GetProperty("items").EnumerateArray()];

    /// <summary>A lead in no sequence but those named.</summary>
    private protected async Task<string> LeadAsync(string name, string phone, params string[] sequences) =>
        (await Driver.SubmitAsync(new { name, phone, sequences })).Id;

    /// <summary>Saves a sequence that opens one task at an offset.</summary>
    private protected Task TaskSequenceAsync(string id, string priority, string at = "0s", string kind = "call") =>
        SaveAsync(id, new { id = "ask", at, actions = new[] { new { type = "task", kind, priority, text = "Call {{lead.firstName}} about {{lead.service}}" } } });

    /// <summary>Saves a sequence that nothing enrolls in by itself.</summary>
    private protected Task SaveAsync(string id, params object[] steps) => Driver.SendAsync<JsonElement>(
        HttpMethod.Put, "/api/sequences/" + id, new { id, name = id, purpose = "conversational", stopOn = OnReply, steps });

    /// <summary>Changes the business profile.</summary>
    private protected async Task<JsonElement> ProfileAsync(Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var profile = System.Text.Json.Nodes.JsonNode.Parse(await Driver.Http.GetStringAsync("/api/business"))!.AsObject();
        change(profile);
        return await Driver.SendAsync<JsonElement>(HttpMethod.Put, "/api/business", profile);
    }

    private protected async Task<HttpResponseMessage> PostCsvAsync(string path, string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await Driver.Http.PostAsync(path, content);
    }

    private protected async Task<string> CsvAsync(string path, object? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await Driver.Http.SendAsync(request);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        // The mark by which a spreadsheet knows UTF-8.
        Assert.Equal(Encoding.UTF8.GetPreamble(), (await response.Content.ReadAsByteArrayAsync())[..3]);
        return await response.Content.ReadAsStringAsync();
    }

    private protected static string? Text(JsonElement element, params string[] path)
    {
        foreach (var name in path)
            if (!element.TryGetProperty(name, out element)) return null;
        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }
}
