namespace AleSekretariat.Domain.Registers;

/// <summary>What is wrong with one field of an input. Texts for people are made from the code, in their language.</summary>
/// <param name="Field">Name of the field in the API, camelCase; of a list "parties[0].nip".</param>
/// <param name="Code">One of the constants below: stable.</param>
/// <param name="Values">What the message needs, in invariant form: a limit, a date as yyyy-MM-dd.</param>
public sealed record FieldError(string Field, string Code, params IReadOnlyList<string> Values)
{
    /// <summary>Missing or blank.</summary>
    public const string Required = "required";

    /// <summary>Shorter than the value given.</summary>
    public const string TooShort = "tooShort";

    /// <summary>Longer than the value given (characters, or items of a list).</summary>
    public const string TooLong = "tooLong";

    /// <summary>More items of a list than the value given.</summary>
    public const string TooMany = "tooMany";

    /// <summary>Holds control characters or broken Unicode.</summary>
    public const string NotText = "notText";

    /// <summary>A day after today.</summary>
    public const string Future = "future";

    /// <summary>A day before the one given.</summary>
    public const string BeforeDate = "beforeDate";

    /// <summary>A day after the one given.</summary>
    public const string NotAfter = "notAfter";

    /// <summary>Fixed once it is saved.</summary>
    public const string Fixed = "fixed";

    /// <summary>Warning: a day after the one given.</summary>
    public const string AfterDate = "afterDate";

    /// <summary>Outside the two bounds given.</summary>
    public const string OutOfRange = "outOfRange";

    /// <summary>Not of the form required.</summary>
    public const string Format = "format";

    /// <summary>The check digit is wrong.</summary>
    public const string Checksum = "checksum";

    /// <summary>Not used together with what else was given.</summary>
    public const string NotAllowed = "notAllowed";

    /// <summary>Not one of the known values.</summary>
    public const string Unknown = "unknown";

    /// <summary>More decimal places than the value given.</summary>
    public const string TooManyPlaces = "tooManyPlaces";
}
