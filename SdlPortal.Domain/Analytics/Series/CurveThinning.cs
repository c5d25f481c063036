namespace SdlPortal.Domain.Analytics.Series;

/// <summary>Makes curves short enough to draw without losing what stands out. Pure.</summary>
internal static class CurveThinning
{
    /// <summary>Of each stretch its lowest and its highest point stay, in their order; where it has a gap it stays open.</summary>
    /// <param name="gaps">The indices after which the curve is open.</param>
    public static Curve Of(double[] x, double[] y, IReadOnlyList<int> gaps, int most)
    {
        var (places, values) = gaps.Count == 0 ? (x, y) : Opened(x, y, gaps);
        if (places.Length <= most)
            return new Curve(places, values, places.Length);
        var stretches = Math.Max(1, most / 2);
        var (keptX, keptY) = (new List<double>(most), new List<double>(most));
        for (var s = 0; s < stretches; s++)
        {
            var (from, to) = ((int)((long)places.Length * s / stretches), (int)((long)places.Length * (s + 1) / stretches));
            var isOpen = false;
            var (low, high) = (-1, -1);
            for (var i = from; i < to; i++)
            {
                if (double.IsNaN(values[i]))
                {
                    Keep();
                    if (!isOpen)
                        Put(i);
                    (isOpen, low, high) = (true, -1, -1);
                    continue;
                }

                (low, high) = (low < 0 || values[i] < values[low] ? i : low, high < 0 || values[i] > values[high] ? i : high);
            }

            Keep();

            void Keep()
            {
                if (low < 0)
                    return;
                Put(Math.Min(low, high));
                if (low != high)
                    Put(Math.Max(low, high));
            }
        }

        return new Curve(keptX, keptY, x.Length);

        void Put(int i)
        {
            keptX.Add(places[i]);
            keptY.Add(values[i]);
        }
    }

    private static (double[] X, double[] Y) Opened(double[] x, double[] y, IReadOnlyList<int> gaps)
    {
        var (places, values) = (new List<double>(x.Length + gaps.Count), new List<double>(x.Length + gaps.Count));
        var next = 0;
        for (var i = 0; i < x.Length; i++)
        {
            places.Add(x[i]);
            values.Add(y[i]);
            if (next >= gaps.Count || gaps[next] != i)
                continue;
            next++;
            places.Add((x[i] + x[i + 1]) / 2);
            values.Add(double.NaN);
        }

        return ([.. places], [.. values]);
    }
}
