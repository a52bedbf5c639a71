package dev.millwright.expression;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How often a second one core works out a sum of twenty terms. */
public final class EvaluatorBench {

    private static final int RECORDS = 1_000;
    private static final int ROUNDS = 1_000;

    private EvaluatorBench() {}

    public static void main(String[] arguments) {
        Scope scope = new Scope(IntStream.range(0, 20)
                .mapToObj(i -> new Scope.Name("field_" + i, "Field " + i, ExpressionType.NUMBER))
                .toList());
        String text = scope.names().stream().map(Scope.Name::key).collect(Collectors.joining(" + "));
        Expression sum = Sample.expressions().compile(text, scope);
        Random random = new Random(1);
        Values[] records = new Values[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            Map<String, Object> record = new HashMap<>();
            scope.names().forEach(name -> record.put(name.key(), BigDecimal.valueOf(random.nextInt(1_000_000), 2)));
            records[i] = record::get;
        }
        Evaluator evaluator = new Evaluator(Sample.NOW);
        for (int run = 0; run < 6; run++) {
            long start = System.nanoTime();
            BigDecimal total = BigDecimal.ZERO;
            for (int i = 0; i < ROUNDS; i++) {
                for (Values record : records) {
                    total = (BigDecimal) evaluator.value(sum, record);
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%,.0f a second (%s)%n", ROUNDS * RECORDS / seconds, total);
        }
    }
}
