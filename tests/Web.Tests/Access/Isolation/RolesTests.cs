using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>Every line of the table, asked for by each role of a company with its own ids: let in from the least role on, 403 below.</summary>
public sealed class RolesTests(House house)
{
    private static readonly Least[] Roles = [Least.Viewer, Least.Office, Least.Owner];

    public static TheoryData<string> Lines => IsolationTable.Where(line => !line.IsCall);

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Handler_LetsInFromItsLeastRoleOn(string name)
    {
        var line = IsolationTable.Of(name);
        var company = await Company.OpenAsync(house);
        foreach (var role in Roles)
        {
            var member = await company.JoinAsync(role);
            var caller = await Caller.OfAsync(member);
            var ids = await company.MakeAsync(line, member);

            var answer = await caller.SendAsync(line, ids);

            if (role < line.Least)
                ExpectForbidden(line, role, answer);
            else
                ExpectLetIn(line, role, answer);
        }
    }

    private static void ExpectForbidden(IsolationLine line, Least role, Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{role}: {answer.Status} {answer.Headers.Location}");
        if (line.IsApi)
            answer.ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    private static void ExpectLetIn(IsolationLine line, Least role, Answer answer)
    {
        Assert.True(answer.LetsIn(), $"{role}: {answer.Status} {answer.Headers.Location} {answer.Text}");
        // Else the stranger's 404 would prove nothing.
        if (line.Ids.Count > 0)
            Assert.True(answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.NoContent), $"{role}: the sample is not there ({answer.Status}).");
    }
}
