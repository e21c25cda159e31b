using System.Collections.Immutable;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Grains.Abstractions.Registers;
using AleSekretariat.Web.Reads;

namespace AleSekretariat.Web.Api;

/// <summary>What both registers answer alike.</summary>
internal static class SharedBodies
{
    public static ImmutableArray<FieldProblem> ToProblems(this IEnumerable<FieldError> errors) =>
        [.. errors.Select(error => new FieldProblem(error.Field, error.Code, [.. error.Values]))];

    public static HistoryResponse ToResponse(this IEnumerable<HistoryRow> rows) =>
        new([.. rows.Select(row => new HistoryItem(row.At, row.By, row.Field, row.Before, row.After))]);

    public static IResult ToResult(this Annulled annulled, HttpContext http)
    {
        EntityTag.Put(http, annulled.Version);
        return TypedResults.Ok(new AnnulResponse(annulled.Id, annulled.Number, "annulled", annulled.AnnulledAt, annulled.Version));
    }
}
