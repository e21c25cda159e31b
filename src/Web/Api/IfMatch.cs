using System.Globalization;
using System.Reflection;
using AleSekretariat.Web.Access;

namespace AleSekretariat.Web.Api;

/// <summary>
/// The header <c>If-Match</c> of a change: which version its author has seen. Without it 428; a tag that is none of ours is a
/// version that nothing has, so that the tenant refuses it as stale.
/// </summary>
public sealed class IfMatch : IRequestPart, IBindableFromHttpContext<IfMatch>
{
    public const string Name = "If-Match";
    private const int Unknown = 0;

    /// <summary>The version that must still be there; null for <c>*</c>, whichever it is.</summary>
    public int? Version { get; private init; }

    public Problem? Problem { get; private init; }

    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = context.Request.Headers.IfMatch;
        if (values.Count == 0 || string.IsNullOrWhiteSpace(values[0]))
            return new(new IfMatch { Problem = RefusalProblems.PreconditionRequired() });
        return new(new IfMatch { Version = values is [{ } tag] ? VersionOf(tag.Trim()) : Unknown });
    }

    private static int? VersionOf(string tag)
    {
        if (tag == "*")
            return null;
        return tag is ['"', 'v', .. var digits, '"'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : Unknown;
    }
}
