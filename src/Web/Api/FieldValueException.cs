using System.Text.Json;

namespace AleSekretariat.Web.Api;

/// <summary>A value that a field cannot take, met while reading JSON: the serializer adds the path, this the code.</summary>
public sealed class FieldValueException : JsonException
{
    public FieldValueException()
    {
    }

    public FieldValueException(string message)
        : base(message) => Code = message;

    public FieldValueException(string code, string argument)
        : base(code)
    {
        Code = code;
        Arguments = [argument];
    }

    public FieldValueException(string message, Exception? innerException)
        : base(message, innerException) => Code = message;

    /// <summary>The field problem's code.</summary>
    public string Code { get; } = "wrongType";

    /// <summary>What the message names.</summary>
    public IReadOnlyList<string> Arguments { get; } = [];
}
