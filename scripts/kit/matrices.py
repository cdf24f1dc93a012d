"""Creation, random numbers, products, linear algebra."""
import torch


def cases(kit):
    g = torch.Generator().manual_seed(4)

    def randn(*size):
        return torch.randn(*size, generator=g)

    op = kit.op
    for python, java in [
        ("torch.zeros(2, 3)", "Torch.zeros(2, 3)"), ("torch.ones(2, 3)", "Torch.ones(2, 3)"), ("torch.zeros(0, 3)", "Torch.zeros(0, 3)"),
        ("torch.ones(2, dtype=torch.int64)", "Torch.ones(shape(2), dtype(INT64))"),
        ("torch.full((2, 3), 2.5)", "Torch.full(shape(2, 3), 2.5)"), ("torch.full((2,), 7)", "Torch.full(shape(2), 7, TensorOptions.DEFAULT)"),
        ("torch.eye(3)", "Torch.eye(3)"), ("torch.eye(2, 3, dtype=torch.float64)", "Torch.eye(2, 3, dtype(FLOAT64))"),
        ("torch.arange(5)", "Torch.arange(5)"), ("torch.arange(2, 7)", "Torch.arange(2, 7)"), ("torch.arange(7, 2, -2)", "Torch.arange(7, 2, -2)"),
        ("torch.arange(0.5, 3, 0.75)", "Torch.arange(0.5, 3, 0.75)"), ("torch.linspace(-1, 1, 7)", "Torch.linspace(-1, 1, 7)"),
        ("torch.linspace(1, -1, 5, dtype=torch.float64)", "Torch.linspace(1, -1, 5, dtype(FLOAT64))"),
        ("torch.logspace(-2, 2, 5)", "Torch.logspace(-2, 2, 5)"), ("torch.tril_indices(3, 4, 1)", "Torch.trilIndices(3, 4, 1)"),
        ("torch.triu_indices(3, 4, -1)", "Torch.triuIndices(3, 4, -1)"), ("torch.tensor([1.5, 2.5])", "Torch.tensor(new float[] {1.5f, 2.5f})"),
        ("torch.tensor([[1., 2.], [3., 4.]])", "Torch.tensor(new float[][] {{1, 2}, {3, 4}})"),
        ("torch.tensor([True, False])", "Torch.tensor(new boolean[] {true, false})"), ("torch.tensor([1, 2])", "Torch.tensor(new long[] {1, 2})"),
        ("torch.tensor(2.5)", "Torch.scalar(2.5)"), ("torch.empty(0)", "Torch.empty(0)"),
        # random numbers from the default generator, seeded with 0
        ("torch.randn(2, 3)", "Torch.randn(2, 3)"), ("torch.randn(100)", "Torch.randn(100)"),
        ("torch.randn(2, 3, dtype=torch.float64)", "Torch.randn(shape(2, 3), dtype(FLOAT64))"), ("torch.rand(2, 3)", "Torch.rand(2, 3)"),
        ("torch.rand(4, 5, dtype=torch.float64)", "Torch.rand(shape(4, 5), dtype(FLOAT64))"), ("torch.randint(10, (2, 3))", "Torch.randint(10, 2, 3)"),
        ("torch.randint(-5, 5, (7,))", "Torch.randint(-5, 5, shape(7), TensorOptions.DEFAULT)"), ("torch.randperm(9)", "Torch.randperm(9)"),
        ("torch.normal(1.0, 2.0, (3, 4))", "Torch.normal(1.0, 2.0, 3, 4)"), ("torch.bernoulli(torch.full((20,), 0.3))", "Torch.full(shape(20), 0.3).bernoulli()"),
        ("torch.multinomial(torch.tensor([0.1, 0.6, 0.3]), 8, replacement=True)",
         "Torch.tensor(new float[] {0.1f, 0.6f, 0.3f}).multinomial(8, true)"),
        ("torch.multinomial(torch.tensor([0.1, 0.6, 0.3]), 2)", "Torch.tensor(new float[] {0.1f, 0.6f, 0.3f}).multinomial(2, false)"),
        ("torch.empty(9).uniform_(-1, 1)", "Torch.empty(9).uniform_(-1, 1)"), ("torch.empty(40).normal_(1, 2)", "Torch.empty(40).normal_(1, 2)"),
        ("torch.empty(9).exponential_(2)", "Torch.empty(9).exponential_(2)"), ("torch.empty(9).bernoulli_(0.4)", "Torch.empty(9).bernoulli_(0.4)"),
        ("torch.empty(9).random_(0, 100)", "Torch.empty(9).random_(0, 100)"),
        # and from one of their own
        ("torch.randn(5, generator=torch.Generator().manual_seed(7))", "Torch.randn(shape(5), new Generator(7), TensorOptions.DEFAULT)"),
        ("torch.rand(5, generator=torch.Generator().manual_seed(7))", "Torch.rand(shape(5), new Generator(7), TensorOptions.DEFAULT)"),
        ("torch.randint(0, 9, (5,), generator=torch.Generator().manual_seed(7))", "Torch.randint(0, 9, shape(5), new Generator(7))"),
        ("torch.randperm(9, generator=torch.Generator().manual_seed(7))", "Torch.randperm(9, new Generator(7))"),
        ("torch.empty(5).normal_(0, 1, generator=torch.Generator().manual_seed(7))", "Torch.empty(5).normal_(0, 1, new Generator(7))"),
        ("torch.empty(5).uniform_(0, 1, generator=torch.Generator().manual_seed(7))", "Torch.empty(5).uniform_(0, 1, new Generator(7))"),
        ("torch.ones(4).multinomial(3, generator=torch.Generator().manual_seed(7))", "Torch.ones(4).multinomial(3, false, new Generator(7))"),
    ]:
        name = python.split("(")[0].split(".")[1]
        if name in ("empty", "ones", "full") and ")." in python:
            name = python.split(").")[1].split("(")[0]
        op(name, python, java)
    x = randn(2, 3)
    for name in ("zeros_like", "ones_like", "rand_like", "randn_like"):
        op(name, f"torch.{name}(x)", f"Torch.{name.split('_')[0]}Like(x)", x=x.double(), grad=False)
    op("full_like", "torch.full_like(x, 3)", "Torch.fullLike(x, 3)", x=x, grad=False)
    op("normal", "torch.normal(x, y)", "Torch.normal(x, y)", x=x, y=x.abs())

    a, b, v = randn(3, 4), randn(4, 5), randn(4)
    batch, other = randn(2, 3, 4), randn(2, 4, 5)
    square = randn(4, 4)
    symmetric = square @ square.t() + torch.eye(4)
    op("matmul", "x @ y", "x.matmul(y)", x=a, y=b)
    op("matmul", "x @ y", "x.matmul(y)", "matrix and vector", x=a, y=v)
    op("matmul", "x @ y", "x.matmul(y)", "vectors", x=v, y=randn(4))
    op("matmul", "x @ y", "x.matmul(y)", "batch and matrix", x=batch, y=b)
    op("matmul", "x @ y", "x.matmul(y)", "batches broadcast", x=randn(2, 1, 3, 4), y=randn(3, 4, 2))
    op("matmul", "x @ y", "x.matmul(y)", "float64", x=a.double(), y=b.double())
    op("matmul", "x @ y", "x.matmul(y)", "no columns", x=torch.zeros(3, 0), y=torch.zeros(0, 2))
    op("matmul", "x @ y", "x.matmul(y)", "int64", x=torch.arange(6).view(2, 3), y=torch.arange(3))
    op("matmul", "x @ y", "x.matmul(y)", "bfloat16", x=a.bfloat16(), y=b.bfloat16())
    op("mm", "torch.mm(x, y)", "x.mm(y)", x=a, y=b)
    op("bmm", "torch.bmm(x, y)", "x.bmm(y)", x=batch, y=other)
    op("mv", "torch.mv(x, y)", "x.mv(y)", x=a, y=v)
    op("dot", "torch.dot(x, y)", "x.dot(y)", x=v, y=randn(4))
    op("outer", "torch.outer(x, y)", "x.outer(y)", x=v, y=randn(3))
    op("kron", "torch.kron(x, y)", "x.kron(y)", x=a, y=randn(2, 2))
    op("cross", "torch.cross(x, y, 1)", "x.cross(y, 1)", x=randn(2, 3), y=randn(2, 3))
    op("addmm", "torch.addmm(x, a, b)", "x.addmm(a, b)", x=randn(5), a=a, b=b)
    op("addmm", "torch.addmm(x, a, b, beta=0.5, alpha=2)", "x.addmm(a, b, 0.5, 2)", x=randn(3, 5), a=a, b=b)
    op("baddbmm", "torch.baddbmm(x, a, b)", "x.baddbmm(a, b)", x=randn(2, 3, 5), a=batch, b=other)
    op("addmv", "torch.addmv(x, a, b)", "x.addmv(a, b)", x=randn(3), a=a, b=v)
    for equation, operands in {"ij,jk->ik": (a, b), "bij,bjk->bik": (batch, other), "ii->i": (square,), "ij->": (a,), "i,j->ij": (v, randn(3)),
                               "bhid,bhjd->bhij": (randn(2, 2, 3, 4), randn(2, 2, 5, 4)), "...ij->...ji": (batch,)}.items():
        names = "xy"[:len(operands)]
        op("einsum", f"torch.einsum('{equation}', {', '.join(names)})", f'Torch.einsum("{equation}", {", ".join(names)})',
           **dict(zip(names, operands)))
    op("tensordot", "torch.tensordot(x, y, dims=([2], [1]))", "Torch.tensordot(x, y, shape(2), shape(1))", x=batch, y=other)
    op("cdist", "torch.cdist(x, y)", "Torch.cdist(x, y)", x=a, y=randn(5, 4), tolerance=1e-5)
    op("cosine_similarity", "torch.cosine_similarity(x, y, 1)", "Torch.cosineSimilarity(x, y, 1)", x=a, y=randn(3, 4))
    for python, java in [("torch.diag(x)", "x.diag()"), ("torch.diag(x, 1)", "x.diag(1)"), ("torch.tril(x)", "x.tril(0)"),
                         ("torch.triu(x, 1)", "x.triu(1)"), ("torch.tril(x, -1)", "x.tril(-1)"), ("torch.trace(x)", "x.trace()"),
                         ("torch.det(x)", "x.det()"), ("torch.inverse(x)", "x.inverse()"), ("torch.matrix_power(x, 3)", "x.matrixPower(3)"),
                         ("torch.matrix_exp(x)", "x.matrixExp()"), ("torch.corrcoef(x)", "x.corrcoef()"), ("torch.cov(x)", "x.cov()"),
                         ("torch.diagonal(x, 1, 0, 1)", "x.diagonal(1, 0, 1)"), ("torch.diag_embed(x)", "x.diagEmbed()")]:
        op(python.split(".")[1].split("(")[0], python, java, x=square, tolerance=1e-5)
    op("diag", "torch.diag(x)", "x.diag()", "a vector", x=v)
    op("logdet", "torch.logdet(x)", "x.logdet()", x=symmetric, tolerance=1e-5)
    op("cholesky", "torch.cholesky(x)", "x.cholesky()", x=symmetric, tolerance=1e-5)
    op("pinverse", "torch.pinverse(x)", "x.pinverse()", x=a, tolerance=1e-5)
    double = symmetric.double()
    # signs of vectors are the library's choice: what they are made of is compared
    op("linalg.eigh", "torch.linalg.eigh(x)[0]", "Linalg.eigh(x).eigenvalues()", x=double)
    op("linalg.eigh", "(lambda e: e[1] @ torch.diag(e[0].sqrt()) @ e[1].T)(torch.linalg.eigh(x))",
       "var e = Linalg.eigh(x); return e.eigenvectors().matmul(e.eigenvalues().sqrt().diag()).matmul(e.eigenvectors().t());",
       "the square root of a matrix, as FID needs it", x=double, tolerance=1e-10)
    op("linalg.eigvalsh", "torch.linalg.eigvalsh(x)", "Linalg.eigvalsh(x)", x=symmetric, tolerance=1e-5)
    op("linalg.eigvals", "torch.linalg.eigvals(x).real.sort()[0]",
       'Torch.op("view_as_real").callTensor(Linalg.eigvals(x)).select(-1, 0).sort(0).values()', x=double)
    op("linalg.eig", "torch.linalg.eig(x)[0].real.sort()[0]",
       'Torch.op("view_as_real").callTensor(Linalg.eig(x).eigenvalues()).select(-1, 0).sort(0).values()', x=double)
    op("linalg.svd", "torch.linalg.svd(x, full_matrices=False)[1]", "Linalg.svd(x, false).S()", x=a.double())
    op("linalg.svd", "(lambda s: s[0] @ torch.diag(s[1]) @ s[2])(torch.linalg.svd(x, full_matrices=False))",
       "var s = Linalg.svd(x, false); return s.U().matmul(s.S().diag()).matmul(s.Vh());", x=a.double())
    op("linalg.svdvals", "torch.linalg.svdvals(x)", "Linalg.svdvals(x)", x=a, tolerance=1e-5)
    op("linalg.qr", "(lambda q: q[0] @ q[1])(torch.linalg.qr(x))", "var q = Linalg.qr(x); return q.Q().matmul(q.R());", x=a.double())
    op("linalg.cholesky", "torch.linalg.cholesky(x)", "Linalg.cholesky(x)", x=double)
    op("linalg.solve", "torch.linalg.solve(x, y)", "Linalg.solve(x, y)", x=double, y=randn(4, 2).double())
    op("linalg.solve_triangular", "torch.linalg.solve_triangular(x.triu(), y, upper=True)", "Linalg.solveTriangular(x.triu(0), y, true)",
       x=double, y=randn(4, 2).double())
    op("linalg.lstsq", "torch.linalg.lstsq(x, y).solution", "Linalg.lstsq(x, y)", x=randn(5, 3).double(), y=randn(5, 2).double(),
       tolerance=1e-10)
    op("linalg.inv", "torch.linalg.inv(x)", "Linalg.inv(x)", x=double)
    op("linalg.pinv", "torch.linalg.pinv(x)", "Linalg.pinv(x)", x=a.double(), tolerance=1e-10)
    op("linalg.det", "torch.linalg.det(x)", "Linalg.det(x)", x=double)
    op("linalg.slogdet", "tuple(torch.linalg.slogdet(x))", "Linalg.slogdet(x)", x=double)
    op("linalg.matrix_rank", "torch.linalg.matrix_rank(x)", "Linalg.matrixRank(x)", x=a, grad=False)
    op("linalg.matrix_power", "torch.linalg.matrix_power(x, -2)", "Linalg.matrixPower(x, -2)", x=double, tolerance=1e-10)
    op("linalg.matrix_exp", "torch.linalg.matrix_exp(x)", "Linalg.matrixExp(x)", x=square.double())
    op("linalg.norm", "torch.linalg.norm(x)", "Linalg.norm(x)", x=a)
    op("linalg.vector_norm", "torch.linalg.vector_norm(x, 3, (1,), True)", "Linalg.vectorNorm(x, 3, shape(1), true)", x=a)
    op("linalg.matrix_norm", "torch.linalg.matrix_norm(x)", 'Linalg.matrixNorm(x, "fro")', x=a)
    op("linalg.matrix_norm", "torch.linalg.matrix_norm(x, 2)", "Linalg.matrixNorm(x, 2)", x=a, tolerance=1e-5)
    op("linalg.multi_dot", "torch.linalg.multi_dot([x, y, z])", "Linalg.multiDot(List.of(x, y, z))", x=a, y=b, z=randn(5, 2))
    op("linalg.cross", "torch.linalg.cross(x, y)", "Linalg.cross(x, y)", x=randn(2, 3), y=randn(2, 3))

    kit.raises("mm", "torch.mm(x, y)", "x.mm(y)", x=a, y=a)
    kit.raises("bmm", "torch.bmm(x, y)", "x.bmm(y)", x=batch, y=batch)
    kit.raises("dot", "torch.dot(x, y)", "x.dot(y)", x=v, y=randn(3))
    kit.raises("inverse", "torch.inverse(x)", "x.inverse()", x=torch.zeros(2, 2), message="The diagonal element 1 is zero")
    kit.raises("linalg.cholesky", "torch.linalg.cholesky(x)", "Linalg.cholesky(x)", x=-torch.eye(2))
    kit.raises("linalg.eigh", "torch.linalg.eigh(x)", "Linalg.eigh(x)", x=a)
    kit.raises("einsum", "torch.einsum('ij,jk->il', x, y)", 'Torch.einsum("ij,jk->il", x, y)', x=a, y=b)
    kit.raises("multinomial", "torch.multinomial(x, 5)", "x.multinomial(5, false)", x=torch.ones(3))
    kit.raises("arange", "torch.arange(0, 5, -1)", "Torch.arange(0, 5, -1)")
    kit.raises("zeros", "torch.zeros(-1)", "Torch.zeros(-1)")
    kit.raises("randint", "torch.randint(0, (2,))", "Torch.randint(0, 2)")
    kit.raises("normal", "torch.normal(0.0, -1.0, (2,))", "Torch.normal(0.0, -1.0, 2)")
    kit.raises("bernoulli", "torch.bernoulli(x)", "x.bernoulli()", x=torch.tensor([2.0]))
