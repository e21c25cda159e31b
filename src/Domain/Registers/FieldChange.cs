namespace AleSekretariat.Domain.Registers;

/// <summary>A field that a change gave another value, as the history keeps it: true values, in the API's form.</summary>
/// <param name="Field">Name of the field in the API, camelCase.</param>
/// <param name="Before">The value before; null if there was none.</param>
/// <param name="After">The value after; null if it was taken away.</param>
public sealed record FieldChange(string Field, string? Before, string? After);
