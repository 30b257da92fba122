namespace GenreNotebooks.Plots;

/// <summary>What a curve stands for, which decides how it is drawn.</summary>
public enum CurveStyle
{
    /// <summary>Measured on the training songs: a thin line.</summary>
    Train,

    /// <summary>Measured on the test songs: a thick line.</summary>
    Test,

    /// <summary>Somebody else's figures, such as the post's published curve: a dotted line in the colour of the test curve.</summary>
    Reference,

    /// <summary>Single epochs that stand out, NaN everywhere else: stars without a line.</summary>
    Best,
}
