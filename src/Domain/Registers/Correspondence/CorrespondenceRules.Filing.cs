using System.Globalization;

namespace AleSekretariat.Domain.Registers.Correspondence;

/// <content>Where a letter belongs, what it weighs and costs, and to whom it is given.</content>
public static partial class CorrespondenceRules
{
    /// <summary>The most tags of a letter.</summary>
    public const int MostTags = 20;

    /// <summary>The most letters that one is related to.</summary>
    public const int MostRelated = 50;

    /// <summary>The most people on a confidential letter.</summary>
    public const int MostPeople = 100;

    private const int MostEnclosures = 9999;
    private const int MostGrams = 1_000_000;
    private const decimal MostMoney = 999_999_999_999.99m;

    /// <summary>Dyspozycja as it may be stored: at most 500 characters.</summary>
    internal static void CheckInstruction(FieldChecks checks, string? instruction) => checks.Text("instruction", instruction, 0, 500);

    private static void CheckFiling(FieldChecks checks, CorrespondenceDraft entry)
    {
        checks.Text("letterKind", entry.LetterKind, 0, 100);
        checks.Text("correspondentAddress", entry.CorrespondentAddress, 0, 500, manyLines: true);
        checks.Text("caseMark", entry.CaseMark, 0, 100);
        checks.Text("earlierNumber", entry.EarlierNumber, 0, 60);
        CheckCount(checks, "enclosures", entry.Enclosures, MostEnclosures);
        if (entry.Tags is { } tags)
        {
            if (tags.Count > MostTags)
                checks.Add("tags", FieldError.TooMany, FieldChecks.Number(MostTags));
            for (var i = 0; i < Math.Min(tags.Count, MostTags); i++)
                checks.Text(string.Create(CultureInfo.InvariantCulture, $"tags[{i}]"), tags[i], 1, 50);
        }

        if (entry.Related?.Count > MostRelated)
            checks.Add("related", FieldError.TooMany, FieldChecks.Number(MostRelated));
        if (entry.People?.Count > MostPeople)
            checks.Add("people", FieldError.TooMany, FieldChecks.Number(MostPeople));
        // On a letter that everybody sees it would say nothing, and be forgotten when the letter is made confidential later.
        if (entry is { Confidential: false, People: not null })
            checks.Add("people", FieldError.NotAllowed);
    }

    private static void CheckPost(FieldChecks checks, CorrespondenceDraft entry, DateOnly today)
    {
        CheckCount(checks, "massGrams", entry.MassGrams, MostGrams);
        CheckMoney(checks, "fee", entry.Fee);
        CheckMoney(checks, "declaredValue", entry.DeclaredValue);
        CheckMoney(checks, "cashOnDelivery", entry.CashOnDelivery);
        checks.NotBefore("receiptOn", entry.ReceiptOn, entry.EntryDate);
        if (entry.ReceiptOn > today)
            checks.Add("receiptOn", FieldError.Future, FieldChecks.Date(today));
    }

    private static void CheckAssignment(FieldChecks checks, CorrespondenceDraft entry)
    {
        CheckInstruction(checks, entry.Instruction);
        checks.SaneDate("assignmentDue", entry.AssignmentDue);
        checks.NotBefore("assignmentDue", entry.AssignmentDue, entry.EntryDate);
        if (entry is { AssignedTo: not null, Direction: Direction.Outgoing })
            checks.Add("assignedTo", FieldError.NotAllowed);
        if (entry.AssignedTo is null && (entry.Instruction is not null || entry.AssignmentDue is not null))
            checks.Add("assignedTo", FieldError.Required);
    }

    private static void CheckCount(FieldChecks checks, string field, int? count, int most)
    {
        if (count < 0 || count > most)
            checks.Add(field, FieldError.OutOfRange, "0", FieldChecks.Number(most));
    }

    private static void CheckMoney(FieldChecks checks, string field, decimal? amount)
    {
        if (amount is < 0 or > MostMoney)
            checks.Add(field, FieldError.OutOfRange, "0", FieldChecks.Number(MostMoney));
        else if (amount is { } sum && decimal.Round(sum, 2) != sum)
            checks.Add(field, FieldError.TooManyPlaces, "2");
    }
}
