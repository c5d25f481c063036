using System.Collections.Concurrent;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Tests.Fakes;

/// <summary>An advisor that answers what and when the test says.</summary>
internal sealed class ScriptedAdvisor : IDisposable
{
    private readonly BlockingCollection<Func<IProgress<AdviceProgress>, Advice?>> script = [];
    private int working;

    public ConcurrentQueue<AdviceQuestion> Questions { get; } = [];

    /// <summary>How many questions are being worked on at this moment.</summary>
    public int Working => Volatile.Read(ref working);

    public IReadOnlyList<string> Refuses { get; set; } = [];

    public void Answer(Advice advice) => script.Add(_ => advice);

    public void Report(AdviceProgress progress) => script.Add(to =>
    {
        to.Report(progress);
        return null;
    });

    /// <summary>Nothing more comes: the advice is final.</summary>
    public void Finish() => script.CompleteAdding();

    public IEnumerable<Advice> Advise(AdviceQuestion question, IProgress<AdviceProgress> progress, CancellationToken cancellationToken)
    {
        Questions.Enqueue(question);
        if (Refuses.Count > 0)
            throw new AdviceRefusedException(Refuses);
        return Answers(progress, cancellationToken);
    }

    private IEnumerable<Advice> Answers(IProgress<AdviceProgress> progress, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref working);
        try
        {
            foreach (var step in script.GetConsumingEnumerable(cancellationToken))
            {
                if (step(progress) is { } advice)
                    yield return advice;
            }
        }
        finally
        {
            Interlocked.Decrement(ref working);
        }
    }

    public void Dispose() => script.Dispose();
}
