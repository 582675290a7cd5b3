using System.Text.Json;
using FollowUp.AcsEmulator.Auth;
using FollowUp.AcsEmulator.Faults;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Rest;

/// <summary>
/// The way of every request of the public API: faults that replace it, authentication, version, the operation, faults that
/// touch its response. The response is an object until the end, so that it can be repeated, delayed or lost.
/// </summary>
internal sealed class AcsPipeline(
    HmacAuthenticator authenticator, EmulatorFaults faults, RepeatabilityCache repeatability, IEmulatorScheduler scheduler, EmulatorLog log)
{
    private static readonly TimeSpan EventsFirstPatience = TimeSpan.FromSeconds(5);

    public async Task RunAsync(HttpContext http, string operation, ApiFamily family, Func<AcsRequest, AcsResponse> handle)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        var plan = faults.ForRequest(operation);
        if (plan.FirstOrDefault(rule => rule.Kind == FaultKind.Timeout) is { } timeout)
        {
            await CutAsync(http, operation, timeout.Wait(0));
            return;
        }
        var response = await AnswerAsync(http, operation, family, body, plan, handle);
        log.Add("request", operation, $"{http.Request.Method} {http.Request.Path} -> {response.Status}", new { request = Json(body), response = response.Body });
        if (plan.Any(rule => rule.Kind == FaultKind.EventsFirst))
            await DeliverFirstAsync();
        if (plan.FirstOrDefault(rule => rule.Kind == FaultKind.LoseResponse) is { } lost)
        {
            await CutAsync(http, operation, lost.Wait(0));
            return;
        }
        foreach (var delay in plan.Where(rule => rule.Kind == FaultKind.Delay))
            await Task.Delay(delay.Wait(1), http.RequestAborted);
        await WriteAsync(http, response);
    }

    private async Task<AcsResponse> AnswerAsync(
        HttpContext http, string operation, ApiFamily family, byte[] body, IReadOnlyList<FaultRule> plan, Func<AcsRequest, AcsResponse> handle)
    {
        try
        {
            foreach (var rule in plan)
            {
                if (rule.Kind == FaultKind.Throttle)
                    throw RateLimiter.TooMany(rule.Wait(1));
                if (rule.Kind == FaultKind.Error)
                    throw new AcsError(rule.Status, "InternalServerError", "The emulator was told to fail this request.");
            }
            authenticator.Check(http, body, family);
            var request = new AcsRequest(http, family.Check(http.Request), body);
            return await repeatability.RunAsync(operation, request, () => Task.FromResult(handle(request)));
        }
        catch (AcsError error)
        {
            return error.ToResponse();
        }
    }

    // A receiver that waits for this very response would never finish, hence the patience.
    private async Task DeliverFirstAsync()
    {
        try
        {
            await scheduler.RunDueAsync(scheduler.UtcNow).WaitAsync(EventsFirstPatience);
        }
        catch (TimeoutException)
        {
            log.Add("fault", "eventsFirst", "A receiver did not finish in time; the response goes out now.");
        }
    }

    // Real time: the client on the other end is waiting on its own clock, whatever the emulator's says.
    private async Task CutAsync(HttpContext http, string operation, TimeSpan after)
    {
        log.Add("request", operation, $"{http.Request.Method} {http.Request.Path} -> connection cut");
        if (after > TimeSpan.Zero)
            await Task.Delay(after, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Abort();
    }

    private static async Task WriteAsync(HttpContext http, AcsResponse response)
    {
        http.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
            http.Response.Headers[name] = value;
        if (response.Body is not null)
            await http.Response.WriteAsJsonAsync(response.Body, response.Body.GetType(), EmulatorJson.Options, "application/json; charset=utf-8", http.RequestAborted);
    }

    private static JsonElement? Json(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal static class AcsRouting
{
    public static void MapAcs(
        this IEndpointRouteBuilder routes, string method, string pattern, string operation, ApiFamily family, Func<AcsRequest, AcsResponse> handle)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<AcsPipeline>();
        routes.MapMethods(pattern, [method], http => pipeline.RunAsync(http, operation, family, handle));
    }
}
