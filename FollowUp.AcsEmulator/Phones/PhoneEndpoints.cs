using System.Text.Json;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.Phones;

internal static class PhoneEndpoints
{
    public static void MapPhones(this IEndpointRouteBuilder routes)
    {
        var phones = routes.ServiceProvider.GetRequiredService<EmulatorPhones>();
        var admin = routes.MapAdmin("phones");
        admin.MapGet("", () => AdminRouting.Json(phones.All));
        admin.MapGet("{number}", (string number) => AdminRouting.Json(phones.Get(number)));
        admin.MapPut("{number}/behaviour", async (string number, HttpContext http) =>
        {
            phones.SetBehaviour(number, await ScriptAsync(http));
            return AdminRouting.Json(phones.Get(number));
        });
        foreach (var verb in (string[])["call", "ring"])
        {
            admin.MapPost($"{{number}}/{verb}", async (string number, HttpContext http) =>
            {
                var call = await http.ReadAsync<CallBody>();
                phones.Call(number, call.To, call.HangUpAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, call.Then);
                return AdminRouting.Json(phones.Get(number), 202);
            });
        }
        admin.Act("answer", phones, phones.Answer);
        admin.Act("decline", phones, phones.Decline);
        admin.Act("voicemail", phones, phones.SendToVoicemail);
        admin.Act("ringout", phones, phones.LetRingOut);
        admin.Act("hangup", phones, phones.HangUp);
        admin.MapPost("{number}/press", async (string number, HttpContext http) =>
        {
            phones.Press(number, (await http.ReadAsync<PressBody>()).Keys);
            return AdminRouting.Json(phones.Get(number));
        });
        admin.MapPost("{number}/speak", async (string number, HttpContext http) =>
        {
            phones.Speak(number, (await http.ReadAsync<SpeakBody>()).Text);
            return AdminRouting.Json(phones.Get(number));
        });
        admin.MapPost("{number}/text", async (string number, HttpContext http) =>
        {
            var sms = await http.ReadAsync<TextBody>();
            return AdminRouting.Json(new { messageId = phones.Text(number, sms.To, sms.Text) }, 202);
        });
    }

    private static void Act(this RouteGroupBuilder admin, string verb, EmulatorPhones phones, Action<string> act) =>
        admin.MapPost($"{{number}}/{verb}", (string number) =>
        {
            act(number);
            return AdminRouting.Json(phones.Get(number));
        });

    // One behaviour or a list of them.
    private static async Task<IReadOnlyList<PhoneBehaviour>> ScriptAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        return body.RootElement.ValueKind == JsonValueKind.Array
            ? body.RootElement.Deserialize<List<PhoneBehaviour>>(EmulatorJson.Options)!
            : [body.RootElement.Deserialize<PhoneBehaviour>(EmulatorJson.Options)!];
    }

    internal sealed record CallBody(string To, double? HangUpAfterSeconds, IReadOnlyList<PhoneStep>? Then);

    internal sealed record PressBody(string Keys);

    internal sealed record SpeakBody(string Text);

    internal sealed record TextBody(string To, string Text);
}
