using FollowUp.Api.Acs;
using FollowUp.Api.Business;
using FollowUp.Api.Calendar;
using FollowUp.Api.Events;
using FollowUp.Api.Health;
using FollowUp.Api.Http;
using FollowUp.Api.Inbox;
using FollowUp.Api.Leads;
using FollowUp.Api.Queue;
using FollowUp.Api.Sequences;
using FollowUp.Api.Sessions;
using FollowUp.Core.Engine;
using FollowUp.Core.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUp.Api;

/// <summary>The HTTP contract, the same in every host: each route is defined once, here and below.</summary>
public static class ApiSetup
{
    /// <summary>Adds what the routes need; the host adds the store, the carriers, the clock and the ids.</summary>
    public static IServiceCollection AddFollowUpApi(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddProblemDetails();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = StoredJson.Options.Encoder;
            json.SerializerOptions.DefaultIgnoreCondition = StoredJson.Options.DefaultIgnoreCondition;
            json.SerializerOptions.AddDomainConverters();
        });
        services.AddSingleton<LeadEngine>();
        services.AddSingleton<LeadIntake>();
        services.AddSingleton<AcsEvents>();
        services.AddSingleton<AcsCounters>();
        return services;
    }

    /// <summary>Maps every route under <c>/api</c>.</summary>
    public static void MapFollowUpApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").AddEndpointFilter<ProblemFilter>();
        HealthEndpoints.Map(api);
        SessionEndpoints.Map(api.MapGroup("/session"));
        AcsEndpoints.Map(api.MapGroup("/acs").AddEndpointFilter(new KeyFilter(o => o.WebhookKey)));

        var keyed = api.MapGroup("").AddEndpointFilter(new KeyFilter(o => o.Key));
        LeadEndpoints.Map(keyed.MapGroup("/leads"));
        EventEndpoints.Map(keyed.MapGroup("/leads/{id}"));
        SequenceEndpoints.Map(keyed.MapGroup("/sequences"));
        SessionEndpoints.MapKeys(keyed.MapGroup("/session"));
        QueueEndpoints.Map(keyed.MapGroup("/queue"));
        InboxEndpoints.Map(keyed.MapGroup("/inbox"));
        BusinessEndpoints.Map(keyed);
        CalendarEndpoints.Map(keyed);
        keyed.MapOpenApi("/openapi.json");
        api.MapFallback(() => ProblemException.NotFound("such route").ToResult()).WithMetadata(new HttpMethodMetadata(["GET", "POST", "PUT", "PATCH", "DELETE"]));
    }
}
