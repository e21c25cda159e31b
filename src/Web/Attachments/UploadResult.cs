using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Access;

namespace AleSekretariat.Web.Attachments;

/// <summary>What became of an upload. Unless it was attached, nothing of it is left.</summary>
internal abstract record UploadResult
{
    private UploadResult()
    {
    }

    /// <summary>It is there.</summary>
    public sealed record Done(Attached File) : UploadResult;

    /// <summary>The tenant said no.</summary>
    public sealed record Refused(Refusal Refusal) : UploadResult;

    /// <summary>More than 25 MB.</summary>
    public sealed record TooLarge : UploadResult;

    /// <summary>No bytes, or no file at all.</summary>
    public sealed record Empty : UploadResult;

    /// <summary>None of the accepted types, or its name says another one than its bytes.</summary>
    public sealed record WrongType : UploadResult;

    /// <summary>The problem that tells of it; null when there is none.</summary>
    public Problem? ToProblem() => this switch
    {
        Refused refused => RefusalProblems.Of(refused.Refusal),
        TooLarge => new Problem(StatusCodes.Status413PayloadTooLarge, "too-large") { Texts = "attachment-size" },
        WrongType => new Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type") { Texts = "attachment-type" },
        Empty => RefusalProblems.Validation(new FieldProblem("file", FieldError.Required, [])),
        _ => null,
    };
}
