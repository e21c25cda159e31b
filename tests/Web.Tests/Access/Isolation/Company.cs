using AleSekretariat.Domain.Licensing;
using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Testing.Postgres;
using AleSekretariat.Web.Tests.Hosting;

namespace AleSekretariat.Web.Tests.Access.Isolation;

/// <summary>A company without limits, and its people.</summary>
internal sealed record Company(House House, TenantClient Owner)
{
    public static async Task<Company> OpenAsync(House house)
    {
        var owner = await house.SignUpAsync(Samples.Mark + " sp. z o.o.");
        await house.GrantAsync(owner, Package.Platinum);
        return new Company(house, owner);
    }

    /// <summary>Somebody with a role: the owner who opened the company, or a new colleague.</summary>
    public Task<TenantClient> JoinAsync(Least role) => role == Least.Owner
        ? Task.FromResult(Owner)
        : Colleague.JoinAsync(House, Owner, (short)Enum.Parse<TenantRole>(role.ToString()));

    /// <summary>A sample for each id of a line.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MakeAsync(IsolationLine line, TenantClient member)
    {
        var made = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in line.Ids)
            made[id.Name] = await Samples.MakeAsync(id.Kind, this, member);
        return made;
    }

    /// <summary>Everything stored about the company, and what its grain knows: equal as long as nobody touched it.</summary>
    public async Task<string> FingerprintAsync() =>
        $"{await TenantRows.FingerprintAsync(House.Database, Owner.TenantId)} {(await Owner.StatusAsync()).GetProperty("version")}";
}
