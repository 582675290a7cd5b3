using Microsoft.Extensions.Logging;

namespace FollowUp.Dispatch;

internal static partial class DispatchLog
{
    [LoggerMessage(1, LogLevel.Information, "Appointment {Appointment} is job {Job} on {Board} (there before: {WasThere})")]
    public static partial void Pushed(this ILogger log, string appointment, string board, string job, bool wasThere);

    [LoggerMessage(2, LogLevel.Warning, "Appointment {Appointment} did not reach {Board} on try {Attempt}: {Reason}")]
    public static partial void TriedInVain(this ILogger log, string appointment, string board, int attempt, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Appointment {Appointment} is not on {Board}: {Reason}")]
    public static partial void NotPushed(this ILogger log, string appointment, string board, string reason);

    [LoggerMessage(4, LogLevel.Error, "The new refresh token of {Board} could not be written to {File}: the next start will have to connect again")]
    public static partial void TokenNotKept(this ILogger log, Exception error, string board, string file);
}
