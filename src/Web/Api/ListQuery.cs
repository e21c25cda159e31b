using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Domain.Registers.Correspondence;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using AleSekretariat.Web.Accounts;

namespace AleSekretariat.Web.Api;

/// <summary>The query of a list: <c>?q=&amp;limit=&amp;cursor=&amp;direction=</c>, each checked.</summary>
public sealed class ListQuery : IRequestPart, IBindableFromHttpContext<ListQuery>
{
    private const int UsualLimit = 50;

    public string? Query { get; private init; }
    public int Limit { get; private init; } = UsualLimit;
    public string? Cursor { get; private init; }
    public Direction? Direction { get; private init; }
    public Problem? Problem { get; private init; }

    public static ValueTask<ListQuery?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = context.Request.Query;
        string? text = query["q"];
        string? cursor = query["cursor"];
        var problems = ImmutableArray.CreateBuilder<FieldProblem>();
        if (text is not null && !AccountRules.IsText(text))
            problems.Add(new FieldProblem("q", FieldError.NotText, []));
        if (!Reads.Cursor.TryRead(cursor, out _))
            problems.Add(new FieldProblem("cursor", "cursor", []));
        var limit = UsualLimit;
        if (query["limit"] is [{ Length: > 0 } number, ..]
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Reads.Cursor.MostItems))
        {
            problems.Add(new FieldProblem("limit", FieldError.OutOfRange, ["1", Reads.Cursor.MostItems.ToString(CultureInfo.InvariantCulture)]));
        }

        Direction? direction = null;
        if (query["direction"] is [{ Length: > 0 } name, ..])
        {
            if (NameConverter<Direction>.TryParse(name, out var value))
                direction = value;
            else
                problems.Add(new FieldProblem("direction", "unknownOf", [NameConverter<Direction>.All]));
        }

        return new(new ListQuery
        {
            Query = text,
            Limit = limit,
            Cursor = cursor,
            Direction = direction,
            Problem = problems.Count > 0 ? RefusalProblems.Validation(problems.ToImmutable()) : null,
        });
    }
}
