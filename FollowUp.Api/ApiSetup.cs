using FollowUp.Api.Acs;
using FollowUp.Api.Business;
using FollowUp.Api.Calendar;
using FollowUp.Api.Calls;
using FollowUp.Api.Campaigns;
using FollowUp.Api.Events;
using FollowUp.Api.Health;
using FollowUp.Api.Http;
using FollowUp.Api.Import;
using FollowUp.Api.Inbox;
using FollowUp.Api.Leads;
using FollowUp.Api.Links;
using FollowUp.Api.Market;
using FollowUp.Api.Queue;
using FollowUp.Api.Reports;
using FollowUp.Api.Sequences;
using FollowUp.Api.Sessions;
using FollowUp.Api.Unsubscribe;
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
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.AddExceptionHandler<UnreadableHandler>();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = StoredJson.Options.Encoder;
            json.SerializerOptions.DefaultIgnoreCondition = StoredJson.Options.DefaultIgnoreCondition;
            json.SerializerOptions.AddDomainConverters();
        });
        services.AddSingleton<LeadEngine>();
        services.AddSingleton<LeadIntake>();
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<LeadHand>();
        services.AddSingleton<CallBook>();
        services.AddSingleton<CallDesk>();
        services.AddSingleton<AcsEvents>();
        services.AddSingleton<AcsCounters>();
        services.AddSingleton<LinkSigner>();
        return services;
    }

    /// <summary>Maps every route under <c>/api</c>.</summary>
    public static void MapFollowUpApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").AddEndpointFilter<ProblemFilter>();
        HealthEndpoints.Map(api);
        SessionEndpoints.Map(api.MapGroup("/session"));
        CallEndpoints.Map(api.MapGroup("/acs/calls").AddEndpointFilter<RetryFilter>());
        UnsubscribeEndpoints.Map(api.MapGroup("/unsubscribe"));
        AcsEndpoints.Map(api.MapGroup("/acs").AddEndpointFilter(new KeyFilter(o => o.WebhookKey)).AddEndpointFilter<RetryFilter>());

        var keyed = api.MapGroup("").AddEndpointFilter(new KeyFilter(o => o.Key));
        LeadEndpoints.Map(keyed.MapGroup("/leads"));
        EventEndpoints.Map(keyed.MapGroup("/leads/{id}"));
        HandEndpoints.Map(keyed.MapGroup("/leads/{id}"));
        SequenceEndpoints.Map(keyed.MapGroup("/sequences"));
        SessionEndpoints.MapKeys(keyed.MapGroup("/session"));
        QueueEndpoints.Map(keyed.MapGroup("/queue"));
        InboxEndpoints.Map(keyed.MapGroup("/inbox"));
        BusinessEndpoints.Map(keyed);
        CalendarEndpoints.Map(keyed);
        CampaignEndpoints.Map(keyed.MapGroup("/campaigns"));
        MarketEndpoints.Map(keyed);
        ImportEndpoints.Map(keyed.MapGroup("/import"));
        ReportEndpoints.Map(keyed.MapGroup("/reports"));
        VersionEndpoints.Map(keyed.MapGroup("/sequences"));
        keyed.MapOpenApi("/openapi.json");
    }
}
