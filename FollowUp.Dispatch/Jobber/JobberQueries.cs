namespace FollowUp.Dispatch.Jobber;

/// <summary>
/// What we ask of Jobber, for the schema of 2025-04-16. The objects are described on https://developer.getjobber.com/docs/, the form of queries,
/// mutations and <c>userErrors</c> on https://developer.getjobber.com/docs/using_jobbers_api/api_queries_and_mutations, and changes on
/// https://developer.getjobber.com/docs/changelog. The list sizes are small because every item costs
/// (https://developer.getjobber.com/docs/using_jobbers_api/api_rate_limits).
/// </summary>
internal static class JobberQueries
{
    public const string FindClients = """
        query FindClients($term: String!) {
          clients(searchTerm: $term, first: 10) {
            nodes { id phones { number } emails { address } clientProperties(first: 10) { nodes { id address { street1 } } } }
          }
        }
        """;

    public const string ClientJobs = """
        query ClientJobs($id: EncodedId!, $after: String) {
          client(id: $id) {
            jobs(first: 25, after: $after) {
              nodes { id instructions visits(first: 1) { nodes { id startAt } } }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        """;

    public const string CreateClient = """
        mutation CreateClient($input: ClientCreateInput!) {
          clientCreate(input: $input) { client { id } userErrors { message path } }
        }
        """;

    public const string CreateProperty = """
        mutation CreateProperty($clientId: EncodedId!, $input: PropertyCreateInput!) {
          propertyCreate(clientId: $clientId, input: $input) { properties { id } userErrors { message path } }
        }
        """;

    public const string CreateJob = """
        mutation CreateJob($input: JobCreateAttributes!) {
          jobCreate(input: $input) { job { id visits(first: 1) { nodes { id startAt } } } userErrors { message path } }
        }
        """;

    public const string ScheduleVisit = """
        mutation ScheduleVisit($id: EncodedId!, $input: VisitEditScheduleInput!) {
          visitEditSchedule(id: $id, input: $input) { visit { id } userErrors { message path } }
        }
        """;
}
