using AleSekretariat.Domain.Registers.Contracts;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>An annex as typed: the terms as they will be. Those that differ from the last ones are what the annex changes.</summary>
public sealed class AnnexForm
{
    private const string Prefix = "Form.";

    public string? Key { get; set; }

    /// <summary>The version of the contract whose terms were shown.</summary>
    public int Version { get; set; }

    public string? Number { get; set; }
    public string? SignedOn { get; set; }
    public string? EffectiveFrom { get; set; }
    public string? Description { get; set; }

    /// <summary><c>fixed</c> or <c>open</c>.</summary>
    public string? Term { get; set; }

    public string? ValidTo { get; set; }
    public string? RenewalAmount { get; set; }
    public string? RenewalUnit { get; set; }
    public string? RenewalTimes { get; set; }
    public string? NoticeAmount { get; set; }
    public string? NoticeUnit { get; set; }
    public string? NoticeEffect { get; set; }
    public string? Value { get; set; }
    public string? Currency { get; set; }
    public string? VatRate { get; set; }
    public string? Recurrence { get; set; }

    /// <summary>The next annex of a contract, with its terms once all annexes are in force.</summary>
    public static AnnexForm Of(ContractRow contract, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var last = contract.LastTerms;
        var typed = ContractForm.Of(contract with
        {
            ValidTo = last.ValidTo, Renewal = last.Renewal, Notice = last.Notice, Value = last.Value, Currency = last.Currency, VatRate = last.VatRate, Recurrence = last.Recurrence,
        });
        return new AnnexForm
        {
            Key = FormKey.New(),
            Version = contract.Version,
            Number = (contract.Annexes.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            SignedOn = Formats.Date(today),
            Term = typed.Term,
            ValidTo = typed.ValidTo,
            RenewalAmount = typed.RenewalAmount,
            RenewalUnit = typed.RenewalUnit,
            RenewalTimes = typed.RenewalTimes,
            NoticeAmount = typed.NoticeAmount,
            NoticeUnit = typed.NoticeUnit,
            NoticeEffect = typed.NoticeEffect,
            Value = typed.Value,
            Currency = typed.Currency,
            VatRate = typed.VatRate,
            Recurrence = typed.Recurrence,
        };
    }

    /// <summary>The command; null when something typed cannot be read, which then stands in the state.</summary>
    public AddAnnex? Read(ContractRow contract, DateOnly today, ModelStateDictionary state, Texts<FormTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(state);
        var read = new TypedContract(today, state, texts, Prefix);
        var open = Term == ContractForm.OpenEnded;
        if (!open && string.IsNullOrWhiteSpace(ValidTo))
            state.AddModelError(Prefix + nameof(ValidTo), texts["Contract.EndOrOpen"]);
        var value = read.PlainAmount(nameof(Value), Value);
        var terms = new ContractTerms
        {
            ValidTo = open ? null : read.Day(nameof(ValidTo), ValidTo),
            Renewal = open || read.Number(nameof(RenewalAmount), RenewalAmount) is not { } by
                ? null
                : new Renewal(by, read.Choice(nameof(RenewalUnit), RenewalUnit, Domain.Registers.Contracts.NoticeUnit.Months), read.Number(nameof(RenewalTimes), RenewalTimes)),
            Notice = read.Number(nameof(NoticeAmount), NoticeAmount) is { } amount
                ? new Notice(amount, read.Choice(nameof(NoticeUnit), NoticeUnit, Domain.Registers.Contracts.NoticeUnit.Months), read.Choice(nameof(NoticeEffect), NoticeEffect, Domain.Registers.Contracts.NoticeEffect.None))
                : null,
            Value = value,
            Currency = value is null ? null : TypedContract.Blank(Currency)?.Trim() ?? "PLN",
            VatRate = read.PlainAmount(nameof(VatRate), VatRate?.Replace("%", "", StringComparison.Ordinal)),
            Recurrence = read.Choice<ContractRecurrence>(nameof(Recurrence), Recurrence),
        };
        var annex = new Annex(
            Number?.Trim() ?? "", read.Day(nameof(SignedOn), SignedOn) ?? today, read.Day(nameof(EffectiveFrom), EffectiveFrom) ?? today, TypedContract.Blank(Description), Changes(contract.LastTerms, terms));
        if (state.IsValid)
        {
            return new AddAnnex
            {
                ContractId = contract.Id,
                ExpectedVersion = Version,
                Number = annex.Number,
                SignedOn = read.Day(nameof(SignedOn), SignedOn),
                EffectiveFrom = read.Day(nameof(EffectiveFrom), EffectiveFrom),
                Description = annex.Description,
                Changes = [.. annex.Changes.Select(change => new AnnexTerm(change.Field, change.Value))],
            };
        }

        state.Show(AnnexRules.Validate(annex, contract.ToDraft(), [.. contract.Annexes.Select(row => row.Annex)]), NameOf);
        return null;
    }

    /// <summary>The form's name of a field of the API.</summary>
    public static string NameOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field switch
        {
            "number" => Prefix + nameof(Number),
            "effectiveFrom" => Prefix + nameof(EffectiveFrom),
            "signedOn" => Prefix + nameof(SignedOn),
            "description" or "changes" => Prefix + nameof(Description),
            _ when field.StartsWith("changes.", StringComparison.Ordinal) => ContractForm.NameOf(field["changes.".Length..]),
            _ => Prefix + nameof(Number),
        };
    }

    private static List<TermChange> Changes(ContractTerms last, ContractTerms wanted) =>
        [.. Enum.GetValues<TermField>().Select(field => (Field: field, Before: TermText.Of(last, field), After: TermText.Of(wanted, field)))
            .Where(change => !string.Equals(change.Before, change.After, StringComparison.Ordinal))
            .Select(change => new TermChange(change.Field, change.After))];
}
