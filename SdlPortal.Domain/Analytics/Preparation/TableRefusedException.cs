using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>A table cannot be prepared as another one was; carries every problem, each a sentence that names its column.</summary>
public sealed class TableRefusedException(IReadOnlyList<string> problems) : RefusedException(string.Join(' ', problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
