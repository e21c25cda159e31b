using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Fields;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Correspondence;

/// <summary>One letter of a series as typed, with what carries over to the next one. Names as in <see cref="CorrespondenceForm"/>.</summary>
public sealed class SeriesForm
{
    /// <summary>One key for one letter: sent twice, it registers once.</summary>
    public string? Key { get; set; }

    public string? Correspondent { get; set; }

    /// <summary>The contact picked for the correspondent, and its name then.</summary>
    public string? ContactId { get; set; }
    public string? ContactName { get; set; }
    public string? Delivery { get; set; }
    public string? Date { get; set; }
    public string? Subject { get; set; }
    public string? Reference { get; set; }

    /// <summary>The first letter of the series; null before there is one.</summary>
    public Guid? First { get; set; }

    /// <summary>The subject of the letter before, for those who want it again.</summary>
    public string? Last { get; set; }

    /// <summary>Fields that do not carry over, parted by spaces: whoever unpinned one means it for the whole series.</summary>
    public string? Loose { get; set; }

    /// <summary>The command; null when the day is none, which then stands in the state.</summary>
    public RegisterCorrespondence? Read(DateOnly today, ModelStateDictionary state, string noDate)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!TypedDate.TryParse(Date, today, out var day))
            state.AddModelError("Form." + nameof(Date), noDate);
        var method = Choice.Parse<DeliveryMethod>(Delivery);
        if (method is null && !string.IsNullOrWhiteSpace(Delivery))
            state.Show([new FieldError("deliveryMethod", FieldError.Unknown, [])], CorrespondenceForm.NameOf);
        if (!state.IsValid)
            return null;
        var contact = PickedContact.IdOf(ContactId, ContactName, Correspondent);
        return new RegisterCorrespondence
        {
            Direction = Direction.Incoming,
            Subject = Subject ?? "",
            CorrespondentName = contact is null ? Blank(Correspondent) : null,
            ContactId = contact,
            Date = day,
            DeliveryMethod = method,
            Reference = Blank(Reference),
        };
    }

    /// <summary>The form of the next letter.</summary>
    public SeriesForm Next(Guid registered, string today)
    {
        var loose = (Loose ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? Kept(string name, string? value, string? otherwise = null) => loose.Contains(name, StringComparer.Ordinal) ? otherwise : value;
        return new SeriesForm
        {
            Key = FormKey.New(),
            Correspondent = Kept(nameof(Correspondent), Correspondent),
            Delivery = Kept(nameof(Delivery), Delivery),
            Date = Kept(nameof(Date), Date, today),
            First = First ?? registered,
            Last = Subject,
            Loose = Loose,
        };
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
