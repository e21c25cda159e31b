using System.Buffers;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AleSekretariat.Domain.Registers;
using AleSekretariat.Grains.Abstractions;
using AleSekretariat.Web.Access;
using Microsoft.AspNetCore.Http.Metadata;

namespace AleSekretariat.Web.Api;

/// <summary>Something of a request that may be wrong: <see cref="RefuseWrongInput"/> answers with the problem before the handler runs.</summary>
public interface IRequestPart
{
    /// <summary>What is wrong; null when nothing.</summary>
    Problem? Problem { get; }
}

/// <summary>
/// A JSON body, read strictly: wrong JSON, unknown names, wrong kinds of values, NUL and broken Unicode are validation
/// problems that name the field; too much is 413; members we do not know are ignored.
/// </summary>
/// <typeparam name="T">A record of <see cref="ApiJson"/>.</typeparam>
public sealed class Body<T> : IRequestPart, IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private const int MostBytes = 256 * 1024;
    private static readonly JsonTypeInfo<T> Type = (JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!;

    private readonly T? _value;

    private Body(T value) => _value = value;

    private Body(Problem problem) => Problem = problem;

    public Problem? Problem { get; }

    /// <summary>The body; there whenever the handler runs.</summary>
    public T Value => _value ?? throw new InvalidOperationException("The body was refused.");

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (request.ContentType is not null && !request.HasJsonContentType())
            return new Body<T>(RefusalProblems.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        if (request.ContentLength > MostBytes)
            return new Body<T>(RefusalProblems.OfStatus(StatusCodes.Status413PayloadTooLarge));
        System.IO.Pipelines.ReadResult read;
        try
        {
            read = await request.BodyReader.ReadAtLeastAsync(MostBytes + 1, context.RequestAborted);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // The server's word for a chunk whose size is no number it could have.
            return new Body<T>(RefusalProblems.OfStatus(StatusCodes.Status400BadRequest));
        }

        try
        {
            return read.Buffer.Length > MostBytes
                ? new Body<T>(RefusalProblems.OfStatus(StatusCodes.Status413PayloadTooLarge))
                : Parse(read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
        }
        finally
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: false));
    }

    private static Body<T> Parse(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            json = json[3..];
        try
        {
            return JsonSerializer.Deserialize(json, Type) is { } value ? new Body<T>(value) : Wrong("body", FieldError.Required, []);
        }
        catch (FieldValueException e)
        {
            return Wrong(FieldOf(e.Path), e.Code, [.. e.Arguments]);
        }
        catch (JsonException e)
        {
            return IsJson(json) ? Wrong(FieldOf(e.Path), "wrongType", []) : Wrong("body", "malformed", []);
        }
    }

    private static Body<T> Wrong(string field, string code, ImmutableArray<string> arguments) =>
        new(RefusalProblems.Validation(new FieldProblem(field, code, arguments)));

    private static string FieldOf(string? path) => path is null or "$" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
                // Only whether it can be read to its end.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>Answers a request one of whose parts is wrong.</summary>
internal static class RefuseWrongInput
{
    public static TBuilder RefusingWrongInput<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) =>
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is IRequestPart { Problem: { } problem })
                return problem;
        }

        return await next(context);
    });
}
