using AleSekretariat.Grains.Abstractions.Tenants;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>What a contract's form offers to choose from.</summary>
/// <param name="Kinds">The company's kinds of contracts.</param>
/// <param name="People">Who belongs to the company, suspended ones too.</param>
public sealed record ContractChoices(IReadOnlyList<string> Kinds, IReadOnlyList<PersonRow> People)
{
    /// <summary>Nothing yet.</summary>
    public static readonly ContractChoices None = new([], []);

    /// <summary>Reads them.</summary>
    public static async Task<ContractChoices> ReadAsync(CompanyReads company, Reads.People people, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(company);
        ArgumentNullException.ThrowIfNull(people);
        return new ContractChoices(
            (await company.FindAsync(actor, cancellation))?.ContractKinds ?? [],
            (await people.ReadAsync(actor, cancellation)).People);
    }

    /// <summary>The kinds, and the one a contract has already, also if it is offered no more.</summary>
    public IEnumerable<string> KindsWith(string? current) => string.IsNullOrEmpty(current) ? Kinds : Kinds.Append(current).Distinct(StringComparer.Ordinal);

    /// <summary>Who may be chosen, and who is already.</summary>
    public IEnumerable<PersonRow> PeopleWith(string? current) =>
        People.Where(person => !person.Suspended || string.Equals(person.AccountId.ToString("D"), current, StringComparison.OrdinalIgnoreCase));
}
