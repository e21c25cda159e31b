namespace AleSekretariat.Web.Access;

/// <summary>
/// Calls that may be made twice: a silo that just died costs one repeat, not an error page. Only for reads, for writes that
/// answer the same when repeated, and for writes with an idempotency key.
/// </summary>
public static class GrainCall
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    /// <summary>Makes the call, and once more if the first met an unavailable silo or database.</summary>
    public static async Task<T> RepeatAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (Faults.IsUnavailable(fault))
        {
            await Task.Delay(Pause);
            return await call();
        }
    }

    /// <summary>Makes the call; repeats it only where that is <paramref name="safe"/>.</summary>
    public static Task<T> RepeatIfAsync<T>(bool safe, Func<Task<T>> call) => safe ? RepeatAsync(call) : call();
}
