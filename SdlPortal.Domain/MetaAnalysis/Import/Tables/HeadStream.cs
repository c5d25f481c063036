namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>The beginning of a stream, as if it ended there.</summary>
internal sealed class HeadStream(Stream inner, long most) : ReadOnlyStream(inner)
{
    public override long Length => Math.Min(most, Inner.Length);

    public override int Read(Span<byte> buffer) => Inner.Read(buffer[..(int)Math.Clamp(most - Inner.Position, 0, buffer.Length)]);
}
