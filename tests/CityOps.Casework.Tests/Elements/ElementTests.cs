using System.IO.Compression;
using System.Text;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Tests.Storage;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Elements;

public sealed class ElementTests
{
    private const string Units = "code,zh,town\nteam_1,\"一队, 塘桥\",塘桥\nteam_2,二队,\n";
    private static readonly string CaseOne = CaseId.Of("group-rental", "42", "s1");

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task A_file_is_previewed_then_taken_over_and_a_change_adds_a_version(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var (store, unit) = (world.Boot().Elements, ElementKind.Find("unit")!);

        Assert.All(await store.PutAsync(unit, ElementFiles.Read(Encoding.UTF8.GetBytes(Units)), apply: false, "sam", default), c => Assert.Equal("new", c.Change));
        Assert.Empty(store.Current.Of("unit"));
        await store.PutAsync(unit, ElementFiles.Read(Encoding.UTF8.GetBytes(Units)), apply: true, "sam", default);
        var again = await store.PutAsync(unit, ElementFiles.Read(Encoding.UTF8.GetBytes(Units.Replace("二队", "三队", StringComparison.Ordinal))), apply: true, "sam", default);

        Assert.Equal(["same", "changed"], again.Select(c => c.Change));
        Assert.Equal(("一队, 塘桥", "三队", 2), (store.Current.Find("unit", "team_1")!["zh"], store.Current.Find("unit", "team_2")!["zh"], store.Current.Find("unit", "team_2")!.Version));
        Assert.True(await store.RetireAsync(unit, "team_2", "sam", default));
        Assert.Equal([3, 2, 1], (await store.HistoryAsync("unit", "team_2", default)).Select(v => v.Version));
        Assert.Null(store.Current.Find("unit", "team_2"));
    }

    [Fact]
    public async Task What_the_data_says_of_outcomes_and_evidence_holds_for_the_next_report()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "outcome_code", "scenario,outcome,code,zh,en\ngroup-rental,other_violation,noise,扰民,Noise\n");
        await PutAsync(process, "evidence", "scenario,step,code,zh,en,at_least\ngroup-rental,other_violation,scene,现场,The scene,2\n");
        await world.SuspectAsync(Some.Suspicion("s1"));
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        var order = (await CommandTests.DoAsync(process, CaseOne, Some.Order(), Some.Leader)).WorkOrderId!;
        async Task<string?> ReportAsync(string code, string? evidence) => (await process.Commands.HandleAsync(
            CaseOne, new RecordOutcome(Guid.NewGuid(), order, Outcome.OtherViolation, 1, 1, code, null, null, null, evidence), Some.Inspector, null, default)).Refusal?.Message;

        Assert.Contains("fire_hazard", await ReportAsync("quarrel", "sha256:a sha256:b"), StringComparison.Ordinal);
        Assert.Contains("takes 2 of scene", await ReportAsync("noise", "sha256:a sha256:a paper"), StringComparison.Ordinal);
        Assert.Null(await ReportAsync("noise", "sha256:a media:b"));
        Assert.Contains(process.Elements.Current.Of("evidence"), e => e["at_least"] is "2");
    }

    [Fact]
    public void Every_kind_of_element_has_entries_that_are_shipped_where_a_scenario_says_something()
    {
        var parts = Some.Scenarios.Of<CaseElementsPart>().ToList();
        foreach (var kind in new[] { "reason", "checklist", "outcome_code", "evidence", "limit", "alarm", "escalation" }.Select(name => ElementKind.Find(name)!))
        {
            var shipped = ElementDefaults.Of(kind, parts);
            Assert.Equal(["group-rental", "muck-truck"], shipped.Select(e => e["scenario"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            Assert.All(shipped, e => Assert.Empty(ElementCheck.Of(kind, e.Fields, (_, _) => true)));
            Assert.Equal(shipped.Count, shipped.Select(e => e.Code).Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public async Task One_wrong_row_takes_over_nothing_and_says_what_is_wrong()
    {
        await using var world = await World.OpenAsync();
        var store = world.Boot().Elements;
        const string Roster = "inspector,unit,from,to\nivo,nowhere,2026-03-04T00:00:00Z,2026-03-05T00:00:00Z\nida,nowhere,yesterday,\n";
        var changes = await store.PutAsync(ElementKind.Find("roster")!, ElementFiles.Read(Encoding.UTF8.GetBytes(Roster)), apply: true, "sam", default);
        Assert.Contains("There is no unit of that code", Assert.Single(changes[0].Errors), StringComparison.Ordinal);
        Assert.Equal(3, changes[1].Errors.Count);
        Assert.Empty(store.Current.Of("roster"));
    }

    [Fact]
    public void An_excel_sheet_reads_like_the_same_table_in_csv()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>code</t></si><si><t>zh</t></si><si><r><t>一</t></r><r><t>队</t></r></si></sst>");
            Write(zip, "xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
                <row><c r="A2" t="inlineStr"><is><t>team_1</t></is></c><c r="C2" t="s"><v>2</v></c></row>
                </sheetData></worksheet>
                """);
        }

        var row = Assert.Single(ElementFiles.Read(file.ToArray()));
        Assert.Equal(("team_1", "一队"), (row["code"], row["zh"]));
    }

    [Fact]
    public async Task Values_are_taken_as_spreadsheets_write_them_and_numbers_that_stop_the_work_are_not()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "calendar_day", "day,workday,zh\n2027/3/1,TRUE,上班\n");
        var day = Assert.Single(process.Elements.Current.Of("calendar_day"));
        Assert.Equal(("2027-03-01", "true"), (day["day"], day["workday"]));

        foreach (var (kind, csv, said) in new[]
        {
            ("limit", "scenario,step,amount,unit\ngroup-rental,review,0,working_days\n", "1 at least"),
            ("evidence", "scenario,step,code,zh,en,at_least\ngroup-rental,confirmed,rooms,房间,Rooms,21\n", "20 references at most"),
        })
        {
            var change = Assert.Single(await process.Elements.PutAsync(ElementKind.Find(kind)!, ElementFiles.Read(Encoding.UTF8.GetBytes(csv)), apply: true, "sam", default));
            Assert.Contains(said, Assert.Single(change.Errors), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_table_whose_first_field_begins_like_an_archive_is_a_table()
    {
        Assert.Equal("一", Assert.Single(ElementFiles.Read(Encoding.UTF8.GetBytes("PK,zh\nx,一\n")))["zh"]);
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "letter.txt", "hello");
        }

        Assert.Contains("no Excel workbook", Assert.Throws<InvalidDataException>(() => ElementFiles.Read(archive.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_and_times_of_a_sheet_are_read_as_iso_writes_them_and_an_error_names_its_cell()
    {
        var row = Assert.Single(ElementFiles.Read(Workbook("""
            <row><c r="A1" t="inlineStr"><is><t>day</t></is></c><c r="B1" t="inlineStr"><is><t>from</t></is></c><c r="C1" t="inlineStr"><is><t>amount</t></is></c><c r="D1" t="inlineStr"><is><t>at</t></is></c></row>
            <row><c r="A2" s="1"><v>46082</v></c><c r="B2" s="2"><v>46082.5</v></c><c r="C2"><v>46082</v></c><c r="D2" s="3"><v>0.25</v></c></row>
            """)));
        Assert.Equal(("2026-03-01", "2026-03-01T12:00:00", "46082", "06:00"), (row["day"], row["from"], row["amount"], row["at"]));

        var error = Assert.Throws<InvalidDataException>(() => ElementFiles.Read(Workbook("""<row><c r="A1" t="inlineStr"><is><t>day</t></is></c></row><row><c r="A2" t="e"><v>#REF!</v></c></row>""")));
        Assert.Contains("A2 holds the error #REF!", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void What_excel_in_china_saves_as_text_is_read(string encoding)
    {
        var by = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] file = [.. encoding is "gb18030" ? [] : by.GetPreamble(), .. by.GetBytes("code,zh\nteam_1,一队\n")];
        Assert.Equal("一队", Assert.Single(ElementFiles.Read(file))["zh"]);
    }

    [Theory]
    [InlineData("code,zh\n", "no entry under it")]
    [InlineData("code,zh,code\na,b,c\n", "names 'code' twice")]
    [InlineData("\u00D0\u00CF\u0011\u00E0old", "before 2007")]
    [InlineData("PK\u0003\u0004cut", "cut off or damaged")]
    [InlineData("code\u0000", "neither CSV nor")]
    [InlineData("code,zh\nteam,\u00FF\u00FF\n", "neither UTF-8 nor GBK")]
    public void What_is_no_table_is_refused_with_the_way_out(string latin, string said) =>
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => ElementFiles.Read(Encoding.Latin1.GetBytes(latin))).Message, StringComparison.Ordinal);

    private static byte[] Workbook(string rows)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "xl/styles.xml", """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; hh:mm"/><numFmt numFmtId="171" formatCode="[Red]0.00&quot;d&quot;"/></numFmts>
                <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="20"/><xf numFmtId="171"/></cellXfs></styleSheet>
                """);
            Write(zip, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""");
        }

        return file.ToArray();
    }

    [Fact]
    public async Task Limits_reasons_and_chains_of_the_data_stand_over_what_is_shipped()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "limit", "scenario,step,amount,unit\ngroup-rental,review,5,calendar_days\n");
        await PutAsync(process, "reason", "scenario,list,code,zh,en\ngroup-rental,filing,fire_risk,火险,Fire risk\n");
        await world.SuspectAsync(Some.Suspicion());
        await process.CatchUpAsync();
        Assert.Equal(Some.Now.AddDays(5), (await process.Queries.GetAsync(CaseOne, default))!.Case.DueAt);
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm("fire_risk"), Some.Reviewer);
    }

    [Fact]
    public async Task Who_has_no_certificate_that_holds_is_not_sent_and_a_town_gets_no_visit_beyond_its_budget()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "authority", "inspector,scenario,certificate,expires_on,enforcement\nivo,group-rental,C-1,2026-12-31,false\nold,group-rental,C-2,2026-03-01,true\n");
        await PutAsync(process, "visit_budget", "scenario,town,visits_per_week\ngroup-rental,Hongqiao,1\n");
        await world.SuspectAsync(Some.Suspicion("s1", "42"), Some.Suspicion("s2", "43"));
        await process.CatchUpAsync();
        var second = CaseId.Of("group-rental", "43", "s2");
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        await CommandTests.DoAsync(process, second, Some.Confirm(), Some.Reviewer);

        Assert.Contains("certificate", (await process.Commands.HandleAsync(CaseOne, Some.Order("old"), Some.Leader, null, default)).Refusal!.Message, StringComparison.Ordinal);
        await CommandTests.DoAsync(process, CaseOne, Some.Order("ivo"), Some.Leader);
        Assert.Contains("visits this week", (await process.Commands.HandleAsync(second, Some.Order("ivo"), Some.Leader, null, default)).Refusal!.Message, StringComparison.Ordinal);
        world.Time.Advance(TimeSpan.FromDays(7));
        await CommandTests.DoAsync(process, second, Some.Order("ivo"), Some.Leader);
    }

    [Fact]
    public async Task A_rule_sends_a_unit_after_trucks_and_never_to_a_household()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "unit", Units);
        await PutAsync(process, "dispatch_rule", "code,scenario,kind,min_score,unit\nr1,muck-truck,crowded,0.5,team_1\n");
        var household = await process.Elements.PutAsync(
            ElementKind.Find("dispatch_rule")!, ElementFiles.Read(Encoding.UTF8.GetBytes("code,scenario,kind,min_score,unit\nr2,group-rental,crowded,0,team_1\n")), apply: true, "sam", default);
        Assert.Contains("never by a rule", Assert.Single(Assert.Single(household).Errors), StringComparison.Ordinal);
        await world.SuspectAsync(Some.Suspicion(), Some.Suspicion("t", "T-1", scenario: "muck-truck"), Some.Suspicion("u", "T-2", score: 0.4, scenario: "muck-truck"));
        await process.CatchUpAsync();

        Assert.Equal(1, await process.Rules.RunAsync(default));
        Assert.Equal(0, await process.Rules.RunAsync(default));
        Assert.Equal(CaseStage.Dispatched, (await process.Queries.GetAsync(CaseId.Of("muck-truck", "T-1", "t"), default))!.Case.Stage);
    }

    private static async Task PutAsync(Process process, string kind, string csv) => Assert.All(
        await process.Elements.PutAsync(ElementKind.Find(kind)!, ElementFiles.Read(Encoding.UTF8.GetBytes(csv)), apply: true, "sam", default), c => Assert.Empty(c.Errors));

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
