using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;
using AleSekretariat.Web.Reads;
using AleSekretariat.Web.Resources;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AleSekretariat.Web.Pages.Contracts;

/// <summary>A letter of notice as typed.</summary>
public sealed class TerminateForm
{
    private const string Prefix = "Form.";

    public string? Key { get; set; }
    public int Version { get; set; }
    public string? Addressee { get; set; }
    public string? Subject { get; set; }
    public string? SentOn { get; set; }
    public string? DeliveryMethod { get; set; }
    public string? PostalNumber { get; set; }
    public string? EDeliveryAddress { get; set; }
    public string? EffectiveOn { get; set; }

    /// <summary>The usual letter.</summary>
    public static TerminateForm Of(ContractRow contract, TerminationLetter letter, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(letter);
        return new TerminateForm
        {
            Key = FormKey.New(),
            Version = contract.Version,
            Addressee = letter.Addressee,
            Subject = letter.Subject,
            SentOn = Formats.Date(today),
            DeliveryMethod = Choice.Name(Domain.Registers.Correspondence.DeliveryMethod.RegisteredWithReceipt),
        };
    }

    /// <summary>The command; null when something typed cannot be read.</summary>
    public TerminateContract? Read(Guid id, DateOnly today, ModelStateDictionary state, Texts<FormTexts> texts)
    {
        ArgumentNullException.ThrowIfNull(state);
        var read = new TypedContract(today, state, texts, Prefix);
        if (string.IsNullOrWhiteSpace(Addressee))
            state.AddModelError(Prefix + nameof(Addressee), FieldErrorText.For(new FieldError("correspondent", FieldError.Required)));
        var command = new TerminateContract
        {
            ContractId = id,
            ExpectedVersion = Version,
            EffectiveOn = read.Day(nameof(EffectiveOn), EffectiveOn),
            Letter = new RegisterCorrespondence
            {
                Direction = Direction.Outgoing,
                Subject = Subject ?? "",
                CorrespondentName = TypedContract.Blank(Addressee),
                Date = read.Day(nameof(SentOn), SentOn),
                DeliveryMethod = read.Choice<DeliveryMethod>(nameof(DeliveryMethod), DeliveryMethod),
                PostalNumber = TypedContract.Blank(PostalNumber),
                EDeliveryAddress = TypedContract.Blank(EDeliveryAddress),
            },
        };
        return state.IsValid ? command : null;
    }

    /// <summary>The form's name of a field of the API.</summary>
    public static string NameOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Prefix + field switch
        {
            "subject" => nameof(Subject),
            "sentOn" => nameof(SentOn),
            "deliveryMethod" => nameof(DeliveryMethod),
            "postalNumber" => nameof(PostalNumber),
            "eDeliveryAddress" => nameof(EDeliveryAddress),
            "effectiveOn" => nameof(EffectiveOn),
            _ => nameof(Addressee),
        };
    }
}
