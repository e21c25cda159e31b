using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Reads;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>What the form of a letter offers to choose from.</summary>
/// <param name="Colleagues">Active people.</param>
/// <param name="Kinds">The company's kinds of letters.</param>
/// <param name="Contracts">The newest contracts, by number.</param>
public sealed record LetterChoices(IReadOnlyList<Colleague> Colleagues, IReadOnlyList<string> Kinds, IReadOnlyList<LinkedContract> Contracts);

/// <summary>The form of a letter as the page draws it.</summary>
/// <param name="Form">What is typed.</param>
/// <param name="Choices">What there is to choose from.</param>
/// <param name="IsFresh">Whether the page begins in its first field.</param>
/// <param name="Registered">The letter that is changed; null for a new one.</param>
/// <param name="Answered">The letter that a new one answers.</param>
public sealed record LetterFields(
    CorrespondenceForm Form, LetterChoices Choices, bool IsFresh, CorrespondenceDetails? Registered = null, LinkedLetter? Answered = null);

/// <summary>Between the form's words (numbers, names) and what they mean in the database.</summary>
public sealed class LetterForms(CurrentTenant tenant, LetterLinks links, CompanyReads company)
{
    /// <summary>What there is to choose from.</summary>
    public async Task<LetterChoices> ChoicesAsync(CancellationToken cancellation) => new(
        await links.ColleaguesAsync(tenant.Actor, cancellation),
        (await company.FindAsync(tenant.Actor, cancellation))?.LetterKinds ?? [],
        await links.LatestContractsAsync(tenant.Actor, cancellation));

    /// <summary>The form of a letter as it stands.</summary>
    public async Task<CorrespondenceForm> OfAsync(CorrespondenceDetails letter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var related = letter.Related.Count > 0 ? await links.LettersAsync(tenant.Actor, letter.Related, cancellation) : [];
        return CorrespondenceForm.Of(letter, related, await ContractAsync(letter, cancellation));
    }

    /// <summary>The form of an answer.</summary>
    public async Task<CorrespondenceForm> AnswerToAsync(CorrespondenceDetails letter, CancellationToken cancellation) =>
        CorrespondenceForm.AnswerTo(letter, await ContractAsync(letter, cancellation), tenant.Today);

    /// <summary>The letter named by id, for a line about it; null if there is none for this person.</summary>
    public async Task<LinkedLetter?> AnsweredAsync(Guid? id, CancellationToken cancellation) =>
        id is { } one ? (await links.LettersAsync(tenant.Actor, [one], cancellation)).SingleOrDefault() : null;

    /// <summary>The command with contract and letters by their numbers; a number that is none stands in the state.</summary>
    public async Task<RegisterCorrespondence> LinkedAsync(
        CorrespondenceForm form, RegisterCorrespondence command, ModelStateDictionary state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(state);
        var linked = command;
        if (form.Contract?.Trim() is { Length: > 0 } number)
        {
            if (IsKept(number) && await links.ContractAsync(tenant.Actor, number, cancellation) is { } contract)
                linked = linked with { ContractId = contract.Id };
            else
                state.Show([new FieldProblem("number", "notFound", [number])], _ => "Form." + nameof(form.Contract));
        }

        var numbers = CorrespondenceForm.Parts(form.Related);
        if (numbers.Count == 0)
            return linked;
        // A number that was given again in another year means the newest; keys fold nothing, numbers are written as they are.
        var found = (await links.NumberedAsync(tenant.Actor, [.. numbers.Where(IsKept)], cancellation))
            .GroupBy(letter => letter.Number, StringComparer.Ordinal)
            .ToDictionary(letters => letters.Key, letters => letters.First().Id, StringComparer.Ordinal);
        if (numbers.FirstOrDefault(one => !found.ContainsKey(one)) is { } unknown)
            state.Show([new FieldProblem("number", "notFound", [unknown])], _ => "Form." + nameof(form.Related));
        return linked with { Related = [.. found.Values] };
    }

    private async Task<LinkedContract?> ContractAsync(CorrespondenceDetails letter, CancellationToken cancellation) =>
        letter.ContractId is { } id ? (await links.ContractsAsync(tenant.Actor, [id], cancellation)).SingleOrDefault() : null;

    /// <summary>What the database cannot keep is no number of its.</summary>
    private static bool IsKept(string number) => Accounts.AccountRules.IsText(number);
}
