using System.Net;
using AleSekretariat.Web.Accounts;
using AleSekretariat.Web.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>What a narrow token may do: asked of every route of the API there is.</summary>
public sealed class TokenScopeTests(House house)
{
    private static readonly string[] Registers = ["/api/v1/correspondence", "/api/v1/contracts", "/api/v1/contacts"];

    [Theory]
    [InlineData(TokenScope.Read)]
    [InlineData(TokenScope.Registers)]
    public async Task NarrowToken_ChangesNothingButWhatItIsFor(TokenScope scope)
    {
        var tenant = await house.SignUpAsync();
        var narrow = await WithAsync(tenant, scope);
        var before = await house.TracesAsync(tenant.TenantId);
        var asked = 0;
        foreach (var (name, method, path) in ChangingRoutes())
        {
            asked++;
            var answer = await narrow.SendAsync(new HttpMethod(method), path, new StringContent("{}", System.Text.Encoding.UTF8, "application/json"));
            if (scope == TokenScope.Registers && Registers.Any(register => name.Contains(register, StringComparison.Ordinal)))
            {
                // Let in as far as to what is wrong with the request.
                Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.PreconditionRequired, $"{name}: {answer.Status}");
            }
            else
                Assert.Equal((name, "scope"), (name, answer.ExpectProblem(HttpStatusCode.Forbidden, "forbidden").String("reason")));
        }

        Assert.True(asked > 7, "Hardly any route was found.");
        Assert.Equal(before, await house.TracesAsync(tenant.TenantId));
        (await narrow.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        (await narrow.GetAsync("/api/v1/correspondence")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task RegistersToken_WritesTheRegisters()
    {
        var narrow = await WithAsync(await house.SignUpAsync(), TokenScope.Registers);

        await narrow.RegisterLetterAsync();
    }

    [Fact]
    public async Task TokensOfTheApi_MayEverything_AndEndInAYear()
    {
        var tenant = await house.SignUpAsync();

        (await tenant.PostAsync("/api/v1/licence/green", null)).Expect(HttpStatusCode.OK);

        Assert.InRange(
            await house.ScalarAsync<double>("SELECT extract(epoch FROM expires_at - created_at)::float8 / 86400 FROM app.personal_token WHERE tenant_id = $1", tenant.TenantId), 364.9, 365.1);
    }

    [Fact]
    public async Task ExpiredToken_IsNone()
    {
        var tenant = await house.SignUpAsync();
        (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        await house.ScalarAsync<int>("WITH over AS (UPDATE app.personal_token SET expires_at = now() - interval '1 second' WHERE tenant_id = $1 RETURNING 1) SELECT count(*)::int FROM over", tenant.TenantId);

        // The other node remembers nothing of it.
        (await tenant.Through(house.Second).GetAsync("/api/v1/status")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Use_IsNoted_AtMostOnceAMinute()
    {
        var tenant = await house.SignUpAsync();
        (await tenant.GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);
        var first = await LastUsedAsync(tenant);
        Assert.InRange(first, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));

        (await tenant.Through(house.Second).GetAsync("/api/v1/status")).Expect(HttpStatusCode.OK);

        Assert.Equal(first, await LastUsedAsync(tenant));
    }

    [Fact]
    public async Task FiftyTokens_AreEnough()
    {
        var tenant = await house.SignUpAsync();
        for (var i = 1; i < PersonalTokens.MostPerAccount; i++)
            Assert.NotNull(await TokenAsync(tenant, TokenScope.Read));

        Assert.Null(await TokenAsync(tenant, TokenScope.Read));
        (await tenant.PostAsync("/api/v1/tokens", new { email = tenant.Email, password = tenant.Password, name = "51." }))
            .ExpectProblem(HttpStatusCode.Conflict, "conflict");
    }

    private Task<DateTime> LastUsedAsync(TenantClient tenant) =>
        house.ScalarAsync<DateTime>("SELECT last_used_at FROM app.personal_token WHERE tenant_id = $1", tenant.TenantId);

    private async Task<TenantClient> WithAsync(TenantClient tenant, TokenScope scope) => tenant with { Token = (await TokenAsync(tenant, scope))!.Token };

    private async Task<IssuedToken?> TokenAsync(TenantClient tenant, TokenScope scope)
    {
        var account = await house.ScalarAsync<Guid>("SELECT id FROM app.account WHERE email = $1", tenant.Email);
        return await house.First.Services.GetRequiredService<PersonalTokens>()
            .IssueAsync(new TokenOrder(new TokenPerson(account, tenant.Email, null), tenant.TenantId, "Skaner", scope, PersonalTokens.Lifetime), CancellationToken.None);
    }

    /// <summary>Every route under /api/v1 that takes a token and changes something.</summary>
    private IEnumerable<(string Name, string Method, string Path)> ChangingRoutes() =>
        from endpoint in house.First.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true
            && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is null
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
        where method is not ("GET" or "HEAD")
        select ($"{method} {endpoint.RoutePattern.RawText}", method, endpoint.RoutePattern.RawText!.Replace("{id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal));
}
