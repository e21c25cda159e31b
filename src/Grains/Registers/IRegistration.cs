using AleSekretariat.Domain.Registers;

namespace AleSekretariat.Grains.Registers;

/// <summary>A command to register something: what differs between letters and contracts.</summary>
/// <typeparam name="TAnswer">What the caller gets.</typeparam>
internal interface IRegistration<TAnswer>
    where TAnswer : class
{
    /// <summary>The series it takes its number from.</summary>
    Series Series { get; }

    /// <summary>What is wrong with it; empty when it may be stored.</summary>
    IReadOnlyList<FieldError> Validate();

    /// <summary>The answer, composed before anything is written: it is kept under the client's key in the same statement.</summary>
    TAnswer Answer(RegistrationSlot slot);

    /// <summary>Hands it to the silo's writer.</summary>
    Task<RegistrationResult> Write(RegistrationWriter writer, RegistrationHead head);

    /// <summary>The contacts it names, with the field that names each.</summary>
    IEnumerable<(Guid ContactId, string Field)> Contacts { get; }

    /// <summary>What an announcement calls it.</summary>
    string AnnouncedAs { get; }

    /// <summary>Whether everybody of the tenant may see it.</summary>
    bool SeenByAll { get; }

    /// <summary>Other entries of the same register that the registration changes.</summary>
    IEnumerable<AlsoChanged> AlsoChanged => [];
}

/// <summary>An entry that changes along with another one's registration.</summary>
internal sealed record AlsoChanged(Guid Id, string Number, bool SeenByAll);
