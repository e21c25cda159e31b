using AleSekretariat.Domain.Registers.Attachments;

namespace AleSekretariat.Web.Attachments;

/// <summary>A file as it streams by: remembers how it begins, and of an archive how it ends. Only for reading on.</summary>
/// <param name="file">Where it comes from.</param>
internal sealed class FileProbe(Stream file) : Stream
{
    private readonly byte[] _head = new byte[FileSignature.HeadBytes];
    private int _headBytes;
    private byte[]? _tail;
    private long _bytes;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _bytes;
        set => throw new NotSupportedException();
    }

    /// <summary>The type of what has gone by; null when it is none of those accepted.</summary>
    public AttachmentType? Type => FileSignature.TypeOf(_head.AsSpan(0, _headBytes), InOrder());

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await file.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            // The body ends in the middle of the file: the sender's fault, not the disk's.
            throw new BadHttpRequestException("The upload is cut.", StatusCodes.Status400BadRequest, e);
        }

        Remember(buffer.Span[..read]);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> read)
    {
        var begins = read[..Math.Min(read.Length, _head.Length - _headBytes)];
        begins.CopyTo(_head.AsSpan(_headBytes));
        _headBytes += begins.Length;
        if (_tail is null && FileSignature.IsArchive(_head.AsSpan(0, _headBytes)))
        {
            // Whatever went by before is in the head still: the first bytes tell that it is an archive.
            _tail = new byte[FileSignature.TailBytes];
            _head.AsSpan(0, _headBytes - begins.Length).CopyTo(_tail);
        }

        if (_tail is not null)
        {
            var rest = read.Length > _tail.Length ? read[^_tail.Length..] : read;
            var at = (int)((_bytes + read.Length - rest.Length) % _tail.Length);
            var first = rest[..Math.Min(rest.Length, _tail.Length - at)];
            first.CopyTo(_tail.AsSpan(at));
            rest[first.Length..].CopyTo(_tail);
        }

        _bytes += read.Length;
    }

    private ReadOnlySpan<byte> InOrder()
    {
        if (_tail is null)
            return [];
        if (_bytes <= _tail.Length)
            return _tail.AsSpan(0, (int)_bytes);
        var at = (int)(_bytes % _tail.Length);
        return (byte[])[.. _tail.AsSpan(at), .. _tail.AsSpan(0, at)];
    }
}
