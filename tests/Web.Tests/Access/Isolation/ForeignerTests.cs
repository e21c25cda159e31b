using System.Net;
using AleSekretariat.Testing.Postgres;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>Every line of the table, asked for by the owner of another company with this company's ids, wherever they fit.</summary>
public sealed class ForeignerTests(House house)
{
    public static TheoryData<string> Lines => IsolationTable.Where(line => line.Least is > Least.Public and < Least.Operator && !line.IsCall);

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task ForeignIds_AreNotThere(string name)
    {
        var line = IsolationTable.Of(name);
        var victim = await Company.OpenAsync(house);
        var ids = await victim.MakeAsync(line, victim.Owner);
        var foreigner = await house.SignUpAsync("Obcy");
        var caller = await Caller.OfAsync(foreigner);
        var before = await victim.FingerprintAsync();

        var answer = await caller.SendAsync(line, ids);

        if (line.Ids.Any(id => id.Hidden))
        {
            Assert.True(answer.Status == HttpStatusCode.NotFound || answer is { Status: HttpStatusCode.NoContent, Text: "" }, $"{answer.Status}: {answer.Text}");
            if (line.IsApi)
                answer.ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }

        Assert.True((int)answer.Status < 500, $"{answer.Status}: {answer.Text}");
        Assert.DoesNotContain(Samples.Mark, WebUtility.HtmlDecode(answer.Text), StringComparison.Ordinal);
        Assert.Equal(before, await victim.FingerprintAsync());
        foreach (var id in ids.Values)
            Assert.Equal(0, await TenantRows.MentionsAsync(house.Database, foreigner.TenantId, id));
    }
}
