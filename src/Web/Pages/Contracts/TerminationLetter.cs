using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>What a letter of notice says unless somebody says otherwise.</summary>
/// <param name="Addressee">The other side: the first party that is not the company itself.</param>
/// <param name="Subject">"Wypowiedzenie umowy DZ/2024/12/087 (UM/41/2024): …", as long as a letter's subject may be.</param>
public sealed record TerminationLetter(string Addressee, string Subject)
{
    private const int LongestSubject = 500;

    /// <summary>The letter for a contract.</summary>
    public static TerminationLetter Of(ContractRow contract, string company, Texts<ContractTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(texts);
        var other = contract.Parties.FirstOrDefault(party => !string.Equals(party.Name, company, StringComparison.OrdinalIgnoreCase)) ?? contract.Parties[0];
        var subject = contract.CounterpartyNumber is { } theirs
            ? texts["Terminate.SubjectOfTheirs", theirs, contract.Number, contract.Subject]
            : texts["Terminate.SubjectOf", contract.Number, contract.Subject];
        return new TerminationLetter(other.Name, Cut(subject.ReplaceLineEndings(" ")));
    }

    // Whole characters: half of a pair is refused.
    private static string Cut(string text)
    {
        var runes = text.EnumerateRunes().ToList();
        return runes.Count <= LongestSubject ? text : string.Concat(runes.Take(LongestSubject - 1)) + "…";
    }
}
