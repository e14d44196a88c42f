// What a page draws with: the three Vega libraries and the interpreter that spares them eval(), as one global object.
import vegaEmbed from 'vega-embed';
import {expressionInterpreter} from 'vega-interpreter';

globalThis.twostepCharts = {vegaEmbed, expressionInterpreter};
