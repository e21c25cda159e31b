using System.Net;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Live;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>What used to be good enough: the token and session of a deleted company, and those of somebody who was suspended.</summary>
public sealed class FormerMembersTests(House house)
{
    public static IEnumerable<string> OfACompany => IsolationTable.Lines.Where(line => line.Least > Least.Account && !line.IsCall).Select(line => line.Name);

    [Fact]
    public async Task DeletedCompany_TokenAndSessionAreWorthNothing()
    {
        var company = await Company.OpenAsync(house);
        var caller = await Caller.OfAsync(company.Owner);
        (await company.Owner.PostAsync("/api/v1/test-clock", new { advance = "P3Y" })).Expect(HttpStatusCode.OK);

        foreach (var name in OfACompany)
        {
            var line = IsolationTable.Of(name);
            var answer = await caller.SendBareAsync(line);
            Assert.True(answer.AsksToSignIn(), $"{name}: {answer.Status} {answer.Headers.Location}");
            if (line.IsApi)
                answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
        }

        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(house.First, company.Owner.Token));
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(house.Second, caller.Browser!));
    }

    [Fact]
    public async Task SuspendedMember_EntersNothingOfTheCompany()
    {
        var company = await Company.OpenAsync(house);
        var member = await company.JoinAsync(Least.Office);
        var caller = await Caller.OfAsync(member);
        await house.ScalarAsync<int>("WITH s AS (UPDATE app.membership SET suspended = true WHERE tenant_id = $1 AND role = 1 RETURNING 1) SELECT count(*)::int FROM s", member.TenantId);

        foreach (var name in OfACompany)
        {
            var line = IsolationTable.Of(name);
            var answer = await caller.SendBareAsync(line);
            if (line.IsPage)
                Assert.True(answer.Status == HttpStatusCode.Redirect && answer.Headers.Location!.ToString() == "/account/company", $"{name}: {answer.Status} {answer.Headers.Location}");
            else
                Assert.True(answer.Status == HttpStatusCode.Unauthorized, $"{name}: {answer.Status}");
        }

        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(house.First, member.Token));
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(house.Second, caller.Browser!));
    }
}
