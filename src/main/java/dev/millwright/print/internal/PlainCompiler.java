package dev.millwright.print.internal;

import dev.millwright.print.internal.PlainExpression.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.crosstabs.JRCrosstab;
import net.sf.jasperreports.engine.JRDataset;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRExpression;
import net.sf.jasperreports.engine.JRExpressionCollector;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.design.JRCompiler;
import net.sf.jasperreports.engine.design.JRValidationException;
import net.sf.jasperreports.engine.design.JRValidationFault;
import net.sf.jasperreports.engine.design.JRVerifier;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.fill.JREvaluator;
import net.sf.jasperreports.engine.fill.JRFillField;
import net.sf.jasperreports.engine.fill.JRFillParameter;
import net.sf.jasperreports.engine.fill.JRFillVariable;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports whose expressions are {@link PlainExpression}s, read instead of compiled: nothing becomes Java, and a report is ready in
 * milliseconds. JasperReports finds the class by its name when a report is filled.
 */
public final class PlainCompiler implements JRCompiler {

    private final JasperReportsContext context;

    public PlainCompiler(JasperReportsContext context) {
        this.context = context;
    }

    @Override
    public JasperReport compileReport(JasperDesign design) throws JRException {
        JRExpressionCollector collector = JRExpressionCollector.collector(context, design);
        Collection<JRValidationFault> faults = JRVerifier.verifyDesign(context, design, collector);
        if (faults != null && !faults.isEmpty()) {
            throw new JRValidationException(faults);
        }
        HashMap<Integer, PlainExpression> expressions = new HashMap<>();
        for (JRExpression expression : collector.getExpressions()) {
            expressions.put(collector.getExpressionId(expression), PlainExpression.read(expression));
        }
        return new JasperReport(design, PlainCompiler.class.getName(), expressions, collector, "");
    }

    @Override
    public JREvaluator loadEvaluator(JasperReport report) {
        return new Evaluator(expressions(report));
    }

    @Override
    public JREvaluator loadEvaluator(JasperReport report, JRDataset dataset) {
        return new Evaluator(expressions(report));
    }

    @Override
    public JREvaluator loadEvaluator(JasperReport report, JRCrosstab crosstab) {
        throw new IllegalStateException("No report has a crosstab");
    }

    @SuppressWarnings("unchecked")
    private static Map<Integer, PlainExpression> expressions(JasperReport report) {
        return (Map<Integer, PlainExpression>) report.getCompileData();
    }

    /** Asks fields, parameters and variables, and nothing else. */
    private static final class Evaluator extends JREvaluator {

        private final Map<Integer, PlainExpression> expressions;
        private Map<String, JRFillParameter> parameters = Map.of();
        private Map<String, JRFillField> fields = Map.of();
        private Map<String, JRFillVariable> variables = Map.of();

        Evaluator(Map<Integer, PlainExpression> expressions) {
            this.expressions = expressions;
        }

        @Override
        protected void customizedInit(
                Map<String, JRFillParameter> parametersMap,
                Map<String, JRFillField> fieldsMap,
                Map<String, JRFillVariable> variablesMap) {
            parameters = parametersMap;
            fields = fieldsMap == null ? Map.of() : fieldsMap;
            variables = variablesMap;
        }

        @Override
        protected @Nullable Object evaluate(int id) {
            return value(id, JRFillField::getValue, JRFillVariable::getValue);
        }

        @Override
        protected @Nullable Object evaluateOld(int id) {
            return value(id, JRFillField::getOldValue, JRFillVariable::getOldValue);
        }

        @Override
        protected @Nullable Object evaluateEstimated(int id) {
            return value(id, JRFillField::getValue, JRFillVariable::getEstimatedValue);
        }

        private @Nullable Object value(int id, OfField ofField, OfVariable ofVariable) {
            PlainExpression expression = expressions.get(id);
            if (expression == null) {
                return null;
            }
            return PlainExpression.evaluate(expression, (source, name) -> value(source, name, ofField, ofVariable));
        }

        private @Nullable Object value(Source source, String name, OfField ofField, OfVariable ofVariable) {
            return switch (source) {
                case FIELD -> {
                    JRFillField field = fields.get(name);
                    yield field == null ? null : ofField.get(field);
                }
                case PARAMETER -> {
                    JRFillParameter parameter = parameters.get(name);
                    yield parameter == null ? null : parameter.getValue();
                }
                case VARIABLE -> {
                    JRFillVariable variable = variables.get(name);
                    yield variable == null ? null : ofVariable.get(variable);
                }
            };
        }

        private interface OfField {
            @Nullable Object get(JRFillField field);
        }

        private interface OfVariable {
            @Nullable Object get(JRFillVariable variable);
        }
    }

    /** Every fault of a report in words, for the log. */
    static List<String> faults(JRValidationException refusal) {
        return refusal.getFaults().stream().map(JRValidationFault::getMessage).toList();
    }
}
