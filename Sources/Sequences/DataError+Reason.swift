extension DataError {
  /// What can be wrong with data.
  public enum Reason: Sendable, Equatable {
    // MARK: Samples (spec/00 section 8, spec/06 E1-E9)

    /// A feature value is NaN or infinite.
    case notFinite
    /// A sequence has no event.
    case zeroLength
    /// A sequence reaches outside the stored events.
    case outsideStorage
    /// An array has the wrong number of entries.
    case wrongCount(of: String, found: Int, expected: Int)
    /// A sample has no label position.
    case noLabel
    /// A label is not the index of a class.
    case labelOutsideClasses(label: Int, classes: Int)
    /// A one-hot label row is not exactly one 1 among zeros.
    case notOneHot(sum: Double)
    /// A data set or split has no sample.
    case empty
    /// All training samples have the same label sequence.
    case singleClass(label: String)
    /// Two data sets that belong together differ in features, classes or label length.
    case incompatible(what: String, first: String, second: String)
    /// A class that the configuration lists does not occur in training.
    case classAbsent(name: String)
    /// A label that the configured list of classes does not contain.
    case unknownClass(name: String, classes: [String])

    // MARK: Partition (spec/01 section 5)

    /// The number of ensemble members does not fit the majority.
    case memberCount(members: Int, majority: Int)
    /// A bootstrap part is empty or larger than the majority.
    case bootstrapSize(size: Int, majority: Int)

    // MARK: Text files

    /// A named column does not exist.
    case missingColumn(available: [String])
    /// Two columns of the header have the same name.
    case duplicateColumn
    /// A row has more or fewer fields than the header.
    case fieldCount(found: Int, expected: Int)
    /// A text stands where a number belongs.
    case notANumber(text: String)
    /// A value is missing where none may be.
    case missingValue
    /// A text stands where a point in time belongs.
    case notATime(text: String)
    /// The rows of a series go back in time.
    case timeNotIncreasing
    /// The rows of one sample have different labels.
    case labelChanges(id: String, first: String, then: String)
    /// A quoted field does not end.
    case unterminatedQuote
    /// The rows of one id belong to different groups.
    case groupChanges(id: String, first: String, then: String)
    /// The rows of one id belong to different splits.
    case splitChanges(id: String, first: String, then: String)
    /// The column of splits has a text that names none.
    case unknownSplit(text: String, names: [String])
    /// A file of labels has two rows for one id.
    case repeatedLabel(id: String)
    /// A file of labels has no row for an id.
    case labelAbsent(id: String)

    // MARK: Array files

    /// A line of a text file is not encoded as UTF-8.
    case notUTF8
    /// The file is not what its name or use says.
    case wrongFormat(expected: String, detail: String)
    /// The file ends before the data do.
    case truncated(expected: Int, found: Int)
    /// The array has a type that cannot be read here.
    case elementType(found: String, expected: String)
    /// The array holds pickled Python objects.
    case pickledObjects
    /// The array has the wrong number of axes or sizes.
    case shape(found: [Int], expected: String)
    /// The archive has no member of this name.
    case missingMember(name: String, available: [String])
    /// The offsets of a ragged array do not increase or do not fit.
    case offsets(detail: String)

    // MARK: Splitting and configuration

    /// A configured value makes no sense.
    case configuration(sentence: String)
    /// No window of the series is complete.
    case noWindows(length: Int, horizon: Int)
  }
}

extension DataError.Reason {
  /// What is wrong and what to do, as a sentence that begins in lower case and can follow a place.
  var sentence: String {
    switch self {
    case .notFinite, .zeroLength, .outsideStorage, .wrongCount, .noLabel, .labelOutsideClasses,
      .notOneHot,
      .empty, .singleClass, .incompatible, .classAbsent, .unknownClass:
      sampleSentence
    case .memberCount(let members, let majority):
      members < 1
        ? "the number of ensemble members is \(members); it must be at least 1."
        : "\(members) ensemble members cannot share \(majority) majority samples; "
          + "choose at most \(majority) members."
    case .bootstrapSize(let size, let majority):
      "a bootstrap part of \(size) samples cannot be drawn from \(majority) majority samples; "
        + "choose a size from 1 to \(majority)."
    case .configuration(let sentence):
      sentence
    case .noWindows(let length, let horizon):
      "no \(length) rows in a row with \(horizon) more behind them are free of missing values "
        + "and time gaps; shorten the window or check the missing-value tokens."
    default:
      fileSentence
    }
  }

  private var sampleSentence: String {
    switch self {
    case .notFinite:
      "the value is NaN, infinite, or beyond 3.4e38, the limit of single precision; remove or "
        + "repair it before training."
    case .zeroLength:
      "the sequence has no event; remove the sample."
    case .outsideStorage:
      "the sequence reaches outside the stored events; check starts, offsets and lengths."
    case .wrongCount(let what, let found, let expected):
      "there are \(found) \(what) where \(expected) belong; check that values and labels come "
        + "from the same samples."
    case .noLabel:
      "the sample has no label; give it at least one, or remove the sample."
    case .labelOutsideClasses(let label, let classes):
      "the label \(label) is outside the classes 0 to \(classes - 1); correct it or add the class."
    case .notOneHot(let sum):
      "the one-hot label does not have exactly one 1 (its entries add up to \(sum)); correct it, "
        + "or set data.label.encoding to class if these are class numbers."
    case .empty:
      "there is no sample; check the files and the split."
    case .singleClass(let label):
      "all samples have the label \(label); training needs at least two different labels, so "
        + "check the label column or the split."
    case .incompatible(let what, let first, let second):
      "the \(what) differ (\(first) against \(second)); data sets that are used together must "
        + "agree in them."
    case .classAbsent(let name):
      "the class '\(name)' is listed in data.classes but has no training sample; remove it "
        + "from the list or check the labels and the split."
    case .unknownClass(let name, let classes):
      "the label '\(name)' is not in data.classes (\(classes.joined(separator: ", "))); "
        + "add it to the list or correct the label."
    default:
      ""
    }
  }

  private var fileSentence: String {
    switch self {
    case .missingColumn(let available):
      "there is no such column; the file has \(available.joined(separator: ", "))."
    case .duplicateColumn:
      "the header names this column twice; rename one of them."
    case .fieldCount(let found, let expected):
      "the row has \(found) fields, but the header has \(expected); check the separator and "
        + "the quotes."
    case .notANumber(let text):
      "'\(text)' is not a number; correct it, or list it under data.missing.tokens if it means "
        + "a missing value."
    case .missingValue:
      "the value is missing; remove the row, fill the value in, or let data.missing.rule say what "
        + "becomes of missing features."
    case .notATime(let text):
      "'\(text)' is not a time; expected are a number, 2007-04-28 00:21:00, or "
        + "28/4/2007 00:21:00."
    case .timeNotIncreasing:
      "the time is not later than the one before; sort the rows by time and remove duplicates."
    case .labelChanges(let id, let first, let then):
      "the label changes within sample '\(id)' from '\(first)' to '\(then)'; every row of one "
        + "id must carry the same label."
    case .groupChanges(let id, let first, let then):
      "the group changes within sample '\(id)' from '\(first)' to '\(then)'; every row of one "
        + "id must belong to the same group."
    case .splitChanges(let id, let first, let then):
      "the split changes within sample '\(id)' from '\(first)' to '\(then)'; every row of one "
        + "id must belong to the same split."
    case .unknownSplit(let text, let names):
      "'\(text)' names no split (\(names.joined(separator: ", "))); correct it, or list it under "
        + "data.split.trainingNames, validationNames or testNames."
    case .repeatedLabel(let id):
      "this is the second row of id '\(id)'; a file of labels has one row for each id."
    case .labelAbsent(let id):
      "there is no row for the id '\(id)'; add its label, or remove its rows from the values."
    case .notUTF8:
      "the text is not encoded as UTF-8; convert the file, for instance with "
        + "iconv -f latin1 -t utf-8."
    case .unterminatedQuote:
      "a field begins with a quote that never ends; close it or remove it."
    default:
      arraySentence
    }
  }

  private var arraySentence: String {
    switch self {
    case .wrongFormat(let expected, let detail):
      "this is not \(expected): \(detail)."
    case .truncated(let expected, let found):
      "the file is truncated: \(expected) bytes belong here, \(found) are there; copy or write "
        + "it again."
    case .elementType(let found, let expected):
      "the array has the type '\(found)', but \(expected) belong here; convert it with "
        + "array.astype(...) and save it again."
    case .pickledObjects:
      """
      the array holds pickled Python objects, which can run code when they are read; convert it \
      once in Python, where x and y are the loaded sequences and labels: \
      numpy.savez('data.npz', values=numpy.concatenate(x).astype('float32'), \
      offsets=numpy.cumsum([0] + [len(s) for s in x]), labels=numpy.asarray(y, dtype='int64')), \
      then set data.format to ragged and data.files to data.npz.
      """
    case .shape(let found, let expected):
      "the array has the shape (\(found.map(String.init).joined(separator: ", "))), but "
        + "\(expected) belongs here."
    case .missingMember(let name, let available):
      "the archive has no array '\(name)'; it has \(available.joined(separator: ", ")); name one "
        + "behind a colon, as in data.npz:\(available.first ?? "values")."
    case .offsets(let detail):
      "the offsets \(detail); they must begin with 0, increase, and end with the number of rows."
    default:
      ""
    }
  }
}
