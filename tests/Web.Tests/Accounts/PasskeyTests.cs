using System.Buffers.Text;
using System.Net;
using System.Text;
using AleSekretariat.Web.Tests.Hosting;
using AleSekretariat.Web.Tests.Pages;

namespace AleSekretariat.Web.Tests.Accounts;

/// <summary>What a passkey's pages refuse. That a real device's passkey signs in is seen in the browser (E2E.Tests).</summary>
public sealed class PasskeyTests(House house)
{
    private const string Page = "/account/passkeys";

    [Fact]
    public async Task Removing_WithTheOwnersPassword_RemovesItsOwnOnly()
    {
        var owner = await house.SignUpAsync("Właściciel");
        var other = await house.SignUpAsync("Obcy");
        var id = await GiveAsync(owner, "Laptop Anny");
        using var stranger = await Visitor.OfAsync(other);
        using var visitor = await Visitor.OfAsync(owner);

        (await RemoveAsync(stranger, id, other.Password)).Expect(HttpStatusCode.NotFound);
        Assert.Contains("Hasło się nie zgadza.", (await RemoveAsync(visitor, id, "nie to hasło")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await RemoveAsync(visitor, "nie-taki-klucz", owner.Password)).Expect(HttpStatusCode.NotFound);
        Assert.Contains("Laptop Anny", (await visitor.GetAsync(Page)).Text, StringComparison.Ordinal);

        (await RemoveAsync(visitor, id, owner.Password)).Expect(HttpStatusCode.Redirect);
        Assert.DoesNotContain("Laptop Anny", (await visitor.GetAsync(Page)).Text, StringComparison.Ordinal);
        Assert.Equal(1L, await house.ScalarAsync<long>(
            "SELECT count(*) FROM app.mail_outbox WHERE recipient = $1 AND details ->> 'what' = 'passkeyRemoved'", owner.Email));
    }

    [Theory]
    [InlineData("Options", HttpStatusCode.UnprocessableEntity)]
    [InlineData("Add", HttpStatusCode.OK)]
    public async Task Adding_WithoutThePassword_MakesNothing(string handler, HttpStatusCode status)
    {
        var owner = await house.SignUpAsync();
        using var visitor = await Visitor.OfAsync(owner);

        var answer = await visitor.SendAsync($"{Page}?handler={handler}", await visitor.GetAsync(Page), ("Name", "Laptop"), ("Password", "nie to hasło"), ("Credential", "{}"));

        answer.Expect(status);
        Assert.DoesNotContain("challenge", answer.Text, StringComparison.Ordinal);
        Assert.Equal(0L, await house.ScalarAsync<long>("SELECT count(*) FROM app.account_passkey AS p JOIN app.account AS a ON a.id = p.account_id WHERE a.email = $1", owner.Email));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("nie JSON")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA"}}""")]
    public async Task SigningIn_WithSomethingElseThanAnAnswer_IsRefused(string credential)
    {
        foreach (var asked in (bool[])[true, false])
        {
            using var visitor = Visitor.Stranger(house.First);
            var page = await visitor.GetAsync("/account/sign-in");
            if (asked)
            {
                var question = (await visitor.SendAsync("/account/sign-in?handler=PasskeyOptions", page)).Expect(HttpStatusCode.OK).Json;
                Assert.Equal("required", question.GetProperty("userVerification").GetString());
                Assert.Equal(house.First.Address.Host, question.GetProperty("rpId").GetString());
            }

            var answer = await visitor.SendAsync("/account/sign-in?handler=Passkey", page, ("Credential", credential));

            Assert.Contains("Tego klucza nie znamy", answer.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            (await visitor.GetAsync("/correspondence")).Expect(HttpStatusCode.Redirect);
        }
    }

    [Fact]
    public async Task SigningIn_ThroughALockout_Works()
    {
        var tenant = await house.SignUpAsync();
        using var owner = await Visitor.OfAsync(tenant);
        using var device = new SoftPasskey(house.First);
        await device.AddAsync(owner, tenant.Password);
        using var attacker = Visitor.Stranger(house.First);
        for (var i = 0; i < 11; i++)
            await attacker.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", "nie to hasło"));
        using var person = Visitor.Stranger(house.First);
        (await person.SendAsync("/account/sign-in", ("Email", tenant.Email), ("Password", tenant.Password))).Expect(HttpStatusCode.OK);

        (await device.SignInAsync(person)).Expect(HttpStatusCode.Redirect);

        (await person.GetAsync("/correspondence")).Expect(HttpStatusCode.OK);
        Assert.EndsWith("!lockedOut signedIn", await Letterbox.TrailAsync(house, tenant.Email), StringComparison.Ordinal);
    }

    private static async Task<Answer> RemoveAsync(Visitor visitor, string id, string password) =>
        await visitor.SendAsync($"{Page}?handler=Remove", await visitor.GetAsync(Page), ("Id", id), ("RemovalPassword", password));

    /// <summary>A passkey's row as Identity writes it; its key signs nothing.</summary>
    private async Task<string> GiveAsync(TenantClient tenant, string name)
    {
        var credential = Encoding.UTF8.GetBytes(Guid.NewGuid().ToString());
        await using var command = house.Database.Owner.CreateCommand("""
            INSERT INTO app.account_passkey (credential_id, account_id, data)
            SELECT $1, id, jsonb_build_object('PublicKey', '', 'Name', $2::text, 'CreatedAt', now(), 'SignCount', 0, 'Transports', '[]'::jsonb,
              'IsUserVerified', true, 'IsBackupEligible', false, 'IsBackedUp', false, 'AttestationObject', '', 'ClientDataJson', '')
            FROM app.account WHERE email = $3
            """);
        foreach (var value in (object[])[credential, name, tenant.Email])
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
        return Base64Url.EncodeToString(credential);
    }
}
