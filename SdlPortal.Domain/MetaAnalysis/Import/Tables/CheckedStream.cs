namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>A stream for reading whose bytes are checked on their way.</summary>
internal sealed class CheckedStream(Stream inner, Utf8Check check) : ReadOnlyStream(inner)
{
    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        check.Add(buffer[..read]);
        return read;
    }
}
