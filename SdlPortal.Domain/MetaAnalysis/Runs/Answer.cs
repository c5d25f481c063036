namespace SdlPortal.Domain.MetaAnalysis.Runs;

/// <summary>What an analysis says: a value, or the sentence why the data do not suffice ("4 runs with a result; at least 10 are needed"). Not enough data is an answer, not an error.</summary>
public sealed record Answer<T>
{
    private readonly T? value;

    private Answer(T? value, string? whyNot) => (this.value, WhyNot) = (value, whyNot);

    /// <summary>Null where there is a value.</summary>
    public string? WhyNot { get; }

    public bool HasValue => WhyNot is null;

    /// <summary>Asking where there is none is a programming error.</summary>
    public T Value => HasValue ? value! : throw new InvalidOperationException($"There is no value: {WhyNot}");

    public static Answer<T> Of(T value) => new(value, null);

    /// <param name="whyNot">A sentence for people: what there is and what would be needed.</param>
    public static Answer<T> NotEnough(string whyNot) => new(default, whyNot);
}
