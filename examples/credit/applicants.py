"""Made-up applicants for a loan, and whether each paid it back. Nobody's data; the seed is fixed."""
import numpy as np

COLUMNS = ["age", "income", "debt", "savings", "loan_amount", "loan_months", "months_employed", "months_at_address",
           "late_payments", "open_accounts", "card_utilisation", "inquiries"]
MAY_LACK = {"savings": 0.08, "months_employed": 0.05, "card_utilisation": 0.1}


def draw(count, seed):
    """A table [count, 12] in float32, missing values as NaN, and the loans that were not paid back, 1, or were, 0."""
    random = np.random.default_rng(seed)
    age = random.integers(18, 76, count)
    income = np.round(np.exp(random.normal(7.8, 0.45, count)), 2)  # a month
    debt = np.round(income * random.gamma(1.5, 2.5, count), 2)
    savings = np.round(income * random.gamma(0.8, 4, count), 2)
    loan_amount = 250 * random.integers(2, 120, count)
    loan_months = 6 * random.integers(1, 15, count)
    months_employed = np.minimum(random.gamma(1.2, 60, count).astype(int), 12 * (age - 16))
    months_at_address = np.minimum(random.gamma(1.1, 50, count).astype(int), 12 * age)
    late_payments = random.poisson(random.gamma(0.5, 1.6, count))
    open_accounts = random.poisson(4, count)
    card_utilisation = np.round(np.clip(random.beta(1.4, 2.5, count) + 0.06 * late_payments, 0, 1.2), 3)
    inquiries = random.poisson(1.2, count)
    risk = (0.55 * late_payments + 1.6 * card_utilisation + 0.12 * debt / income + 0.3 * inquiries
            + 1.1 * loan_amount / loan_months / income * 4 - 0.006 * months_employed - 0.05 * savings / income
            + 0.9 * (age < 24) - 0.004 * months_at_address + 0.03 * (open_accounts - 4) ** 2)
    defaulted = random.random(count) < 1 / (1 + np.exp(3.5 - risk))
    table = np.column_stack([
        age, income, debt, savings, loan_amount, loan_months, months_employed, months_at_address, late_payments,
        open_accounts, card_utilisation, inquiries]).astype(np.float32)
    for name, share in MAY_LACK.items():
        table[random.random(count) < share, COLUMNS.index(name)] = np.nan
    return table, defaulted.astype(np.int64)


def text(value):
    """The shortest text that is read as this float32; empty if it is missing."""
    return "" if np.isnan(value) else np.format_float_positional(value, trim="-")


def write(file, table, first):
    """A CSV with an identifier before the columns; applicants are numbered from `first`."""
    lines = [",".join(["applicant", *COLUMNS])]
    lines += [",".join([f"A-{first + i}", *map(text, row)]) for i, row in enumerate(table)]
    file.write_text("\r\n".join(lines) + "\r\n")
