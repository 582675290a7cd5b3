using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Business;
using FollowUp.Core.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUp.Api.Business;

/// <summary>The business profile as one document, and the people in it.</summary>
internal static class BusinessEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/business", ReadAsync);
        api.MapPut("/business", SaveAsync).ForOwners();
        api.MapGet("/team", TeamAsync);
    }

    private static async Task<Utf8ContentHttpResult> ReadAsync(HttpResponse response, StoredPlaybook playbooks, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        response.Headers.ETag = VersionTag.Of(playbooks.BusinessVersion);
        return TypedResults.Text(BusinessProfileReader.Write(playbook.Business), "application/json; charset=utf-8");
    }

    private static async Task<Utf8ContentHttpResult> SaveAsync(
        HttpRequest request, HttpResponse response, StoredPlaybook playbooks, CancellationToken cancellation)
    {
        var (profile, problems) = BusinessProfileReader.Read((await Body.ReadBytesAsync(request, cancellation)).Span);
        if (profile is null)
            throw new ProblemException("The business profile has errors.", problems.Select(p => (p.Field.Length == 0 ? "body" : p.Field, p.Message)));
        if (!await playbooks.SaveAsync(profile, VersionTag.Expected(request), cancellation))
            throw new ProblemException(StatusCodes.Status412PreconditionFailed, "Somebody else has saved the profile since you read it.");
        return await ReadAsync(response, playbooks, cancellation);
    }

    private static async Task<Ok<Listing<TeamMember>>> TeamAsync(IPlaybookSource playbooks, CancellationToken cancellation) =>
        TypedResults.Ok(new Listing<TeamMember>((await playbooks.CurrentAsync(cancellation)).Business.Team, null));
}
