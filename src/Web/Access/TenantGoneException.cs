namespace AleSekretariat.Web.Access;

/// <summary>The tenant was deleted while a request acted for it: 401 for its tokens, 404 for its pages.</summary>
public sealed class TenantGoneException : Exception
{
    public TenantGoneException()
    {
    }

    public TenantGoneException(string message)
        : base(message)
    {
    }

    public TenantGoneException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
