using System.Net;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>Every line of the table, asked for by somebody who brings nothing.</summary>
public sealed class SignedOutTests(House house)
{
    private static readonly Dictionary<string, string> NoIds = [];

    public static TheoryData<string> Public => IsolationTable.Where(line => line.Least == Least.Public);

    public static TheoryData<string> Closed => IsolationTable.Where(line => line.Least > Least.Public && !line.IsCall);

    [Theory]
    [MemberData(nameof(Public))]
    public async Task PublicHandler_AnswersAnybody(string name)
    {
        var answer = await Caller.Stranger(house.First).SendAsync(IsolationTable.Of(name), NoIds);

        Assert.True(answer.LetsIn(), $"{answer.Status} {answer.Headers.Location}");
    }

    [Theory]
    [MemberData(nameof(Closed))]
    public async Task ClosedHandler_AsksToSignIn(string name)
    {
        var line = IsolationTable.Of(name);

        var answer = await Caller.Stranger(house.First).SendAsync(line, NoIds);

        if (line.IsPage)
        {
            Assert.True(answer.Status == HttpStatusCode.Redirect && answer.AsksToSignIn(), $"{answer.Status} {answer.Headers.Location}");
            return;
        }

        answer.Expect(HttpStatusCode.Unauthorized);
        if (line.IsApi)
        {
            answer.ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }
    }
}
