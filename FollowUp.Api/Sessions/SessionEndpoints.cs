using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Business;
using FollowUp.Core.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FollowUp.Api.Sessions;

/// <summary>Signing in to the web app and out of it.</summary>
internal static class SessionEndpoints
{
    public static void Map(RouteGroupBuilder session)
    {
        session.MapGet("", ReadAsync);
        session.MapPost("", SignInAsync).Takes<SignIn>();
        session.MapDelete("", SignOut);
    }

    /// <summary>The keys that members sign in with, for an owner to hand out.</summary>
    public static void MapKeys(RouteGroupBuilder session) => session.MapGet("/keys", KeysAsync).ForOwners();

    private static async Task<Ok<SessionView>> ReadAsync(HttpContext http, IOptions<ApiOptions> options, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var caller = await Caller.OfAsync(http, options.Value.Key);
        var local = options.Value.AllowLoopback && Caller.IsLocal(http);
        var business = (await playbooks.CurrentAsync(cancellation)).Business;
        return TypedResults.Ok(new SessionView(caller is not null, local, caller is null ? null : caller.Member ?? business.DefaultOwner));
    }

    private static async Task<Ok<SessionView>> SignInAsync(
        HttpContext http, IOptions<ApiOptions> options, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        Caller.RefuseOtherSites(http, needsHeader: true);
        var body = await Body.ReadAsync<SignIn>(http.Request, cancellation);
        var business = (await playbooks.CurrentAsync(cancellation)).Business;
        var local = options.Value.AllowLoopback && Caller.IsLocal(http);
        var member = MemberOf(body, options.Value.Key, local, business)
            ?? throw new ProblemException(StatusCodes.Status401Unauthorized, "This key opens nothing here.", "key", "is not known");
        var time = http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System;
        SessionCookie.Write(http, member.Id, Caller.Secret(options.Value), time.GetUtcNow());
        return TypedResults.Ok(new SessionView(true, local, member));
    }

    /// <summary>The API key and this machine may be anybody of the team; a personal key is one person.</summary>
    private static TeamMember? MemberOf(SignIn body, string? key, bool local, BusinessProfile business)
    {
        if (!string.IsNullOrEmpty(key) && business.Team.FirstOrDefault(m => Caller.IsSame(body.Key, SessionCookie.PersonalKey(m.Id, key))) is { } person) return person;
        if (!Caller.IsSame(body.Key, key) && !(local && body.Key is null)) return null;
        return body.Member is null
            ? business.DefaultOwner
            : business.Team.FirstOrDefault(m => m.Id == body.Member) ?? throw ProblemException.Bad("member", $"'{body.Member}' is nobody of the team");
    }

    private static NoContent SignOut(HttpContext http)
    {
        Caller.RefuseOtherSites(http, needsHeader: true);
        SessionCookie.Clear(http);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Listing<PersonalKey>>> KeysAsync(IOptions<ApiOptions> options, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var team = (await playbooks.CurrentAsync(cancellation)).Business.Team;
        return TypedResults.Ok(new Listing<PersonalKey>(
            options.Value.Key is { Length: > 0 } key ? [.. team.Select(m => new PersonalKey(m.Id, SessionCookie.PersonalKey(m.Id, key)))] : [], null));
    }
}

/// <summary>Who signs in, and with what: the API key or a personal key; none on this machine.</summary>
public sealed record SignIn(string? Key = null, string? Member = null);

/// <summary>Who is signed in.</summary>
/// <param name="SignedIn">Whether the browser may call the API.</param>
/// <param name="Local">Whether it may without a key.</param>
/// <param name="Member">The person.</param>
public sealed record SessionView(bool SignedIn, bool Local, TeamMember? Member);

/// <summary>What a member signs in with.</summary>
public sealed record PersonalKey(string Member, string Key);
