using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

public sealed class ImportTests : DeskScenarios
{
    private const string People = """
        Full Name,Mobile Phone,E-mail,Service,City,Tags,SMS Consent,Consent Source,Consent Text,Consent At,Last Contact,Shoe Size
        Ana Ruiz,(512) 555-1001,Ana@Example.net,roof repair,Austin,vip;past,yes,web form,I agree to texts,2025-01-02,2025-03-04,38
        "Diaz, Ben",512.555.1002,,gutters,Austin,,no,,,,,44
        """;

    [Fact]
    public async Task DryRun_ShowsMappingAndCounts_AndStoresNothing()
    {
        var report = await ImportAsync(People, dryRun: null);

        Assert.Equal(
            ("true", "planned", "2", "2", "2", "0", "0"),
            (Text(report, "dryRun"), Text(report, "status"), Text(report, "rows"), Text(report, "valid"), Text(report, "new"), Text(report, "known"), Text(report, "failed")));
        Assert.Equal(("phone", "name", "lastContactAt"), (Text(report, "mapping", "Mobile Phone"), Text(report, "mapping", "Full Name"), Text(report, "mapping", "Last Contact")));
        Assert.Equal("[\"Shoe Size\"]", Text(report, "unmapped"));
        Assert.Empty(await Driver.LeadsOfAsync("+15125551001"));
    }

    [Fact]
    public async Task Import_SavedInWindowsOwnCodePage_KeepsTheNames()
    {
        const string Csv = "Name,Phone\nJosé Núñez,(512) 555-1077\n";
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(Csv));
        (await Driver.Http.PostAsync("/api/import/leads?dryRun=false", content)).EnsureSuccessStatusCode();

        Assert.Equal("José Núñez", Text(await GetAsync("/api/leads/" + Assert.Single(await Driver.LeadsOfAsync("+15125551077")).Id), "name"));
    }

    [Fact]
    public async Task Import_OlderThanWhatThePersonSaidSince_LeavesTheirWord()
    {
        var no = new { given = false, source = "phone", at = "2026-06-01T12:00:00Z" };
        var lead = (await Driver.SubmitAsync(new { phone = "+15125551001", consent = new { sms = no }, sequences = Array.Empty<string>() })).Id;

        await ImportAsync(People, dryRun: false);

        Assert.Equal("false", Text(await GetAsync("/api/leads/" + lead), "consent", "sms", "given"));
    }

    [Fact]
    public async Task Import_PeopleGetTheirNumbersInOneForm_ConsentWithEvidence_AndNoMessage()
    {
        var report = await ImportAsync(People, dryRun: false);

        Assert.Equal(("done", "2"), (Text(report, "status"), Text(report, "new")));
        var ana = await GetAsync("/api/leads/" + Assert.Single(await Driver.LeadsOfAsync("+15125551001")).Id);
        Assert.Equal(
            ("Ana Ruiz", "ana@example.net", "roof repair", "Austin", "2025-03-04T06:00:00Z"),
            (Text(ana, "name"), Text(ana, "email"), Text(ana, "context", "service"), Text(ana, "context", "location"), Text(ana, "createdAt")));
        Assert.Equal(
            ("true", "web form", "I agree to texts", "2025-01-02T00:00:00Z"),
            (Text(ana, "consent", "sms", "given"), Text(ana, "consent", "sms", "source"), Text(ana, "consent", "sms", "text"), Text(ana, "consent", "sms", "at")));
        Assert.Equal("Diaz, Ben", Assert.Single(await Driver.LeadsOfAsync("+15125551002")).Name);
        await Driver.AdvanceAsync("P10D");
        Assert.Empty(await Driver.OutboxAsync());
    }

    [Fact]
    public async Task Import_TheSameFileAgain_ChangesNothing()
    {
        await ImportAsync(People, dryRun: false);
        var lead = Assert.Single(await Driver.LeadsOfAsync("+15125551001")).Id;
        var rows = (await Driver.TimelineAsync(lead)).Count;
        await Driver.AdvanceAsync("PT1H");

        var again = await ImportAsync(People, dryRun: false);

        Assert.Equal(("0", "2", "2"), (Text(again, "new"), Text(again, "known"), Text(again, "repeated")));
        Assert.Equal(rows, (await Driver.TimelineAsync(lead)).Count);
    }

    [Fact]
    public async Task DryRun_Duplicates_AreFoundInTheFileAndAmongTheLeads()
    {
        var known = await LeadAsync("Cem", "+15125551009");

        var report = await ImportAsync("phone,name\n512-555-1008,A\n(512) 555 1008,B\n5125551009,C\n", dryRun: true);

        var duplicates = report.GetProperty("duplicates").EnumerateArray().ToList();
        Assert.Equal((3, "2", "+15125551008"), (duplicates[0].GetProperty("row").GetInt32(), Text(duplicates[0], "sameAsRow"), Text(duplicates[0], "contact")));
        Assert.Equal((4, known), (duplicates[1].GetProperty("row").GetInt32(), Text(duplicates[1], "leadId")));
        Assert.Equal(("1", "2"), (Text(report, "new"), Text(report, "known")));
    }

    [Fact]
    public async Task DryRun_Errors_NameRowAndColumn()
    {
        var report = await ImportAsync(
            "Phone,Email,SMS Consent,Owner,Last Contact\n12,,,,\n,not-an-address,,,\n,,,,\n5125551010,,maybe,,\n5125551011,,,stranger,03/04/2025\n5125551012,,yes,,\n",
            dryRun: true);

        var errors = report.GetProperty("errors").EnumerateArray().Select(e => (e.GetProperty("row").GetInt32(), Text(e, "column"))).ToList();
        Assert.Equal([(2, "Phone"), (3, "Email"), (5, "SMS Consent"), (6, "Last Contact"), (6, "Owner"), (7, "SMS Consent")], errors.Order());
        Assert.Equal("5", Text(report, "failed"));
    }

    [Fact]
    public async Task Import_WithoutConsent_IsNotTextedEvenWhenEnrolled()
    {
        await SaveAsync("chat", new { id = "hello", at = "0s", actions = (List<object>)[new { type = "sms", text = "Hello from {{business.name}}" }] });

        await ImportAsync("phone\n5125551020\n", dryRun: false, "&sequences=chat");

        var lead = Assert.Single(await Driver.LeadsOfAsync("+15125551020"));
        Assert.Equal("chat", Assert.Single(lead.Enrollments).Sequence);
        Assert.Empty(await Driver.OutboxAsync());
        Assert.Equal("no-consent", Assert.Single(await Driver.TimelineAsync(lead.Id), t => t.Channel == "sms").Rule);
    }

    [Fact]
    public async Task Import_EnrolledLongAfterTheLastContact_CountsFromTheImport()
    {
        await SaveAsync("chat", new { id = "hello", at = "2h", actions = (List<object>)[new { type = "sms", text = "Hello again" }] });

        await ImportAsync(People, dryRun: false, "&sequences=chat");
        await Driver.AdvanceAsync("PT3H");

        var lead = Assert.Single(await Driver.LeadsOfAsync("+15125551001"));
        Assert.Equal("Hello again", Assert.Single(await Driver.OutboxOfAsync(lead.Id, "sms")).Text);
    }

    [Fact]
    public async Task Import_OwnMapping_IsUsed()
    {
        await ImportAsync("Wer;Wo\nUwe;5125551030\n", dryRun: false, "&map=Wer:name&map=Wo:phone");

        Assert.Equal("Uwe", Assert.Single(await Driver.LeadsOfAsync("+15125551030")).Name);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("Name,Age\nUwe,5\n", "body")]
    [InlineData("phone\n5125551030\n", "map", "&map=phone:nonsense")]
    [InlineData("phone\n5125551030\n", "sequences", "&sequences=nonsense")]
    public async Task Import_Wrong_SaysWhat(string csv, string field, string query = "")
    {
        using var answer = await PostCsvAsync("/api/import/leads?dryRun=true" + query, csv);

        Assert.Contains(field, (await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Fact]
    public async Task Import_TwoThousandRows_AnswersAtOnceAndShowsProgress()
    {
        var csv = new StringBuilder("name,phone\n");
        for (var i = 0; i < 2000; i++) csv.Append(CultureInfo.InvariantCulture, $"Lead {i},+1512{2_010_000 + i}\n");

        using var answer = await PostCsvAsync("/api/import/leads?dryRun=false", csv.ToString());

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var report = await GetAsync(answer.Headers.Location!.ToString());
        while (Text(report, "status") == "running")
        {
            Assert.InRange(report.GetProperty("done").GetInt32(), 0, 2000);
            report = await GetAsync(answer.Headers.Location!.ToString());
        }
        Assert.Equal(("done", "2000", "2000"), (Text(report, "status"), Text(report, "done"), Text(report, "new")));
    }

    private async Task<JsonElement> ImportAsync(string csv, bool? dryRun, string query = "")
    {
        var said = dryRun is null ? "" : dryRun.Value ? "dryRun=true" : "dryRun=false";
        using var answer = await PostCsvAsync($"/api/import/leads?{said}{query}", csv);
        return await FollowUpDriver.ReadAsync<JsonElement>(answer);
    }
}
